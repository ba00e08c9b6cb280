// Brings the islands of a page to life. Everything on the page works before this runs and when it never does.
//
// It is a file of its own so that the content security policy needs no exception for inline scripts. The walk follows
// leptos 0.8.23 (src/hydration/island_script.js): parents before children, and children that were handed through an
// island (<leptos-children>) wake their island's context first. The two names below are replaced with hashed ones.

async function wake(element, mod, enter) {
    if (element.localName === "leptos-island") {
        const hydrate = mod[element.dataset.component];
        if (hydrate) {
            if (enter) enter();
            await hydrate(element);
        } else {
            console.warn(`no island called ${element.dataset.component}`);
        }
    }
    if (element.localName === "leptos-children") enter = element.$$on_hydrate;
    for (const child of element.children) await wake(child, mod, enter);
}

async function boot() {
    const mod = await import("./sandan.js");
    await mod.default({ module_or_path: new URL("./sandan.wasm", import.meta.url) });
    mod.hydrate();
    await wake(document.body, mod);
}

// A page without islands costs no download. On a busy page the phone may never be idle, so waiting has an end.
if (document.querySelector("leptos-island")) {
    if ("requestIdleCallback" in window) requestIdleCallback(boot, { timeout: 1500 });
    else setTimeout(boot, 1);
}
