//! What a browser calls itself, said so that its owner recognises it.

use crate::t;

/// `安卓手机 · 微信`.
pub(super) fn said(agent: &str) -> String {
    t!("me-agent", device = device(agent), browser = browser(agent))
}

fn device(agent: &str) -> String {
    let has = |mark: &str| agent.contains(mark);
    if has("iPhone") {
        t!("me-device-iphone")
    } else if has("iPad") {
        t!("me-device-ipad")
    } else if has("HarmonyOS") || has("OpenHarmony") {
        t!("me-device-harmony")
    } else if has("Android") && has("Mobile") {
        t!("me-device-android")
    } else if has("Android") {
        t!("me-device-android-tablet")
    } else if has("Windows") {
        t!("me-device-windows")
    } else if has("Macintosh") {
        t!("me-device-mac")
    } else if has("Linux") {
        t!("me-device-linux")
    } else {
        t!("me-device-other")
    }
}

/// Browsers call themselves by their forebears' names as well, so the youngest is looked for first.
fn browser(agent: &str) -> String {
    let has = |mark: &str| agent.contains(mark);
    if has("MicroMessenger") {
        t!("me-browser-wechat")
    } else if has("HuaweiBrowser") {
        t!("me-browser-huawei")
    } else if has("MiuiBrowser") {
        t!("me-browser-xiaomi")
    } else if has("MQQBrowser") || has("QQBrowser") {
        t!("me-browser-qq")
    } else if has("UCBrowser") {
        t!("me-browser-uc")
    } else if has("Edg/") || has("EdgA/") || has("EdgiOS/") {
        "Edge".to_owned()
    } else if has("Firefox/") || has("FxiOS/") {
        "Firefox".to_owned()
    } else if has("Chrome/") || has("CriOS/") {
        "Chrome".to_owned()
    } else if has("Safari/") {
        "Safari".to_owned()
    } else {
        t!("me-browser-other")
    }
}

#[cfg(test)]
mod tests {
    use super::said;

    #[test]
    fn a_browser_is_named_so_that_its_owner_knows_it() {
        for (agent, name) in [
            (
                "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/86.0 \
                 XWEB/3262 Mobile Safari/537.36 MicroMessenger/8.0.20",
                "安卓手机 · 微信",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Version/17.0 \
                 Mobile/15E148 Safari/604.1",
                "iPhone · Safari",
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/120.0 Safari/537.36 Edg/120.0",
                "Windows 电脑 · Edge",
            ),
            ("curl/8.5.0", "一台设备 · 浏览器"),
            ("", "一台设备 · 浏览器"),
        ] {
            assert_eq!(said(agent), name, "{agent}");
        }
    }
}
