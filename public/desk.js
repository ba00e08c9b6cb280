// The keys of the desk, for those who do this all day: j and k move along the slips, Enter opens one (it is a link), x
// chooses it, / goes to the search, ? shows this list. The page works without any of it, and whoever dislikes single
// keys switches them off; the choice stays in this browser.

const help = document.getElementById("keys");
const on = help?.querySelector("[data-keys-on]");
const links = () => [...document.querySelectorAll(".slip--line .slip-title a")];
const boxes = () => [...document.querySelectorAll(".pick-box input")];

function stored(value) {
    // A browser that keeps nothing for us still hears the keys.
    try {
        if (value !== undefined) localStorage.setItem("desk-keys", value);
        return localStorage.getItem("desk-keys");
    } catch {
        return null;
    }
}

/** Is something being typed or chosen, where a letter means itself? */
function typing(target) {
    if (!(target instanceof HTMLElement)) return false;
    if (target.isContentEditable || target.matches("textarea, select")) return true;
    return target.matches("input") && !["checkbox", "radio", "button", "submit"].includes(target.type);
}

function here() {
    const line = document.activeElement?.closest(".pick, .slips > li");
    return line ? links().findIndex((link) => line.contains(link)) : -1;
}

function move(by) {
    const all = links();
    const from = here();
    const to = from < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(from + by, 0), all.length - 1);
    all[to]?.focus();
    all[to]?.closest("li")?.scrollIntoView({ block: "nearest" });
}

const keys = {
    j: () => move(1),
    k: () => move(-1),
    x: () => document.activeElement?.closest(".pick")?.querySelector(".pick-box input")?.click(),
    "/": () => {
        const search = document.querySelector(".sentence [type=search]");
        search?.closest("details")?.setAttribute("open", "");
        search?.focus();
        search?.select();
    },
    "?": () => {
        help.open = !help.open;
        help.querySelector("summary")?.focus();
    },
};

/** Says how many are chosen, and offers to choose all of them or none. */
function count() {
    const words = document.querySelector("[data-picked]");
    if (!words) return;
    const picked = boxes().filter((box) => box.checked).length;
    words.textContent = picked ? words.dataset.picked.replace("#", picked) : "";
}

document.addEventListener("keydown", (event) => {
    const key = keys[event.key];
    if (!key || !on?.checked || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (typing(event.target)) return;
    event.preventDefault();
    key();
});

document.addEventListener("click", (event) => {
    if (!event.target.closest?.("[data-pick-all]")) return;
    event.preventDefault();
    const all = boxes();
    const pick = all.some((box) => !box.checked);
    for (const box of all) if (box.checked !== pick) box.click();
});

document.addEventListener("change", (event) => {
    if (event.target === on) stored(on.checked ? "on" : "off");
    count();
});

// Leafing back may bring the ticks of before.
addEventListener("pageshow", count);

if (on) {
    on.checked = stored() !== "off";
    help.hidden = false;
}
