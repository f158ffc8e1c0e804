//! One run of the window: what a person sees and does, each with a time limit.

use std::future::Future;
use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use thirtyfour::error::WebDriverResult;
use thirtyfour::{By, Capabilities, Key, TypingData, WebDriver, WebElement};
use tokio::time::{sleep, timeout};

use super::driver::{Driver, Home};
use crate::programs::{output_folder, program};

/// No single call takes longer; the first start on a busy machine takes about ten seconds.
const CALL: Duration = Duration::from_secs(60);
/// How long something may take to appear on the page.
const APPEARANCE: Duration = Duration::from_secs(30);

/// How often Tab may be pressed to reach a part of a place.
const MOST_TABS: usize = 80;

/// The open window. Parts of the page are found by their `data-testid` (`ui/src/app/hooks.ts`).
pub struct Window {
    // Declared first: after a failure the driver ends first, and closing the session fails at once instead of being waited for.
    driver: Driver,
    pub(super) page: WebDriver,
    name: String,
}

impl Window {
    /// Opens the window in a person's folders. `name` names its pictures and its log in `tests/output`.
    ///
    /// # Panics
    /// When the application has not been built or does not open.
    pub async fn open(home: &Home, name: &str) -> Self {
        let application = program("cairn-desktop").expect("the window is built: cargo build --package cairn-desktop");
        let driver = Driver::start(home, &output_folder().join(format!("{name}.driver.log")));
        let mut wishes = Capabilities::from(serde_json::Map::new());
        let options = json!({ "application": application });
        wishes.set("tauri:options", options).expect("an object is a capability");
        wishes.set("browserName", "wry").expect("a word is a capability");
        let page = within("opening the window", WebDriver::new(driver.address(), wishes)).await;
        Self { driver, page, name: name.to_owned() }
    }

    /// Closes the window as a person would, by ending the application.
    ///
    /// # Panics
    /// When it does not close in time.
    pub async fn close(self) {
        let Self { driver, page, .. } = self;
        within("closing the window", page.quit()).await;
        drop(driver);
    }

    /// The first part with this hook, as soon as it can be seen.
    pub async fn part(&self, hook: &str) -> WebElement {
        self.seen(&format!("[data-testid='{hook}']")).await
    }

    /// The part with this hook that stands for one award.
    pub async fn part_of(&self, hook: &str, award: &str) -> WebElement {
        self.seen(&format!("[data-testid='{hook}'][data-award='{award}']")).await
    }

    /// The part with this hook that stands for one award, once an attribute of it has a value.
    pub async fn part_with(&self, hook: &str, award: &str, attribute: &str, value: &str) -> WebElement {
        self.seen(&format!("[data-testid='{hook}'][data-award='{award}'][{attribute}='{value}']")).await
    }

    /// The first element that a selector matches, as soon as it can be seen.
    pub async fn matching(&self, selector: &str) -> WebElement {
        self.seen(selector).await
    }

    /// The award of the first part with this hook.
    ///
    /// # Panics
    /// When it stands for no award.
    pub async fn first_award(&self, hook: &str) -> String {
        let part = self.part(hook).await;
        within(hook, part.attr("data-award")).await.unwrap_or_else(|| panic!("{hook} stands for no award"))
    }

    /// Clicks a part within the one that stands for an award.
    pub async fn click_within(&self, hook: &str, award: &str, inner: &str) {
        let part = self.seen(&format!("[data-testid='{hook}'][data-award='{award}'] [data-testid='{inner}']")).await;
        within(inner, part.scroll_into_view()).await;
        within(inner, part.click()).await;
    }

    /// Clicks the first element that a selector matches.
    pub async fn click_matching(&self, selector: &str) {
        let part = self.seen(selector).await;
        within(selector, part.scroll_into_view()).await;
        within(selector, part.click()).await;
    }

    /// Calls a command of the shell as the window does: for what a person chooses in a dialog of the system.
    ///
    /// # Panics
    /// When the shell refuses it.
    pub async fn call(&self, command: &str, arguments: Value) -> Value {
        let script = "const done = arguments[arguments.length - 1];
            window.__TAURI_INTERNALS__.invoke(arguments[0], arguments[1]).then((value) => done({ value }), (fault) => done({ fault }));";
        let answer = within(command, self.page.execute_async(script, vec![json!(command), arguments])).await;
        assert!(answer.json().get("fault").is_none(), "{command}: {}", answer.json());
        answer.json().get("value").cloned().unwrap_or_default()
    }

    /// Loads the page anew, as after a restart.
    pub async fn reload(&self) {
        within("loading the page anew", self.page.refresh()).await;
    }

    /// How many parts with this hook there are now.
    pub async fn count(&self, hook: &str) -> usize {
        let by = By::Css(format!("[data-testid='{hook}']"));
        within("counting", self.page.find_all(by)).await.len()
    }

    /// Waits until no part with this hook is there.
    ///
    /// # Panics
    /// When one stays.
    pub async fn gone(&self, hook: &str) {
        let started = Instant::now();
        while self.count(hook).await > 0 {
            if started.elapsed() > APPEARANCE {
                self.picture("still-there").await;
                panic!("{hook} is still there after {APPEARANCE:?}");
            }
            sleep(Duration::from_millis(100)).await;
        }
    }

    /// Clicks the first part with this hook, as soon as it can be used and nothing covers it: a list may still be closing.
    ///
    /// # Panics
    /// When something stays in front of it.
    pub async fn click(&self, hook: &str) {
        let started = Instant::now();
        loop {
            let part = self.seen(&format!("[data-testid='{hook}']:not(:disabled)")).await;
            match timeout(CALL, part.click()).await {
                Ok(Ok(())) => return,
                Ok(Err(_)) if started.elapsed() < APPEARANCE => sleep(Duration::from_millis(200)).await,
                Ok(Err(error)) => {
                    self.picture("unclickable").await;
                    panic!("{hook}: {error}; in front of it: {}", self.in_front_of(hook).await);
                }
                Err(_) => panic!("{hook}: no answer to a click within {CALL:?}"),
            }
        }
    }

    /// The element that a click on this hook would meet.
    async fn in_front_of(&self, hook: &str) -> String {
        let script = "const box = document.querySelector(`[data-testid='${arguments[0]}']`).getBoundingClientRect();
            return document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)?.outerHTML.slice(0, 200) ?? 'nothing'";
        within("looking in front", self.page.execute(script, vec![json!(hook)])).await.json().to_string()
    }

    /// Replaces what stands in a field.
    pub async fn write(&self, hook: &str, text: &str) {
        self.click(hook).await;
        let field = self.part(hook).await;
        within(hook, field.send_keys(Key::Control + "a")).await;
        within(hook, field.send_keys(text)).await;
    }

    /// Types words into a search field and takes the suggestion for an award.
    pub async fn choose(&self, search: &str, words: &str, option: &str, award: &str) {
        self.write(search, words).await;
        let suggestion = self.part_of(option, award).await;
        within(option, suggestion.click()).await;
    }

    /// Sets a date field. The order in which a date is typed depends on the language, so the value is set as a picker sets it.
    pub async fn set_date(&self, hook: &str, iso: &str) {
        self.set(hook, iso).await;
    }

    /// Draws a slider to a value.
    pub async fn slide(&self, hook: &str, to: u32) {
        self.set(hook, &to.to_string()).await;
    }

    /// Presses the right arrow on a part.
    pub async fn press_right(&self, hook: &str) {
        let part = self.part(hook).await;
        within(hook, part.focus()).await;
        within(hook, part.send_keys(Key::Right.value().to_string())).await;
    }

    /// Presses a key until something is on the page, as somebody does who looks at the list in between.
    pub async fn press_until(&self, key: Key, selector: &str) {
        for _ in 0..20 {
            self.press(key.value().to_string()).await;
            sleep(Duration::from_millis(300)).await;
            if !within(selector, self.page.find_all(By::Css(selector))).await.is_empty() {
                return;
            }
        }
        self.matching(selector).await;
    }

    /// Presses keys where the focus is, as somebody does who has no mouse.
    pub async fn press(&self, keys: impl Into<TypingData>) {
        let focused = within("the focus", self.page.active_element()).await;
        within("pressing keys", focused.send_keys(keys)).await;
    }

    /// Presses Tab until something that the selector matches has the focus.
    ///
    /// # Panics
    /// When the focus never comes there.
    pub async fn tab_to(&self, selector: &str) {
        for _ in 0..MOST_TABS {
            let script = "return document.activeElement?.matches(arguments[0]) ?? false";
            if within("the focus", self.page.execute(script, vec![json!(selector)])).await.json() == &json!(true) {
                return;
            }
            self.press(Key::Tab.value().to_string()).await;
        }
        self.picture("unreached").await;
        panic!("{MOST_TABS} times Tab do not lead to {selector}");
    }

    async fn set(&self, hook: &str, value: &str) {
        self.part(hook).await;
        let script = "const field = document.querySelector(`[data-testid='${arguments[0]}']`); field.value = arguments[1];
            field.dispatchEvent(new Event('input', { bubbles: true })); field.dispatchEvent(new Event('change', { bubbles: true }));";
        within("setting a field", self.page.execute(script, vec![json!(hook), json!(value)])).await;
    }

    /// How many elements below the first part with this hook a selector finds.
    pub async fn count_in(&self, hook: &str, selector: &str) -> usize {
        let part = self.part(hook).await;
        within("counting", part.find_all(By::Css(selector))).await.len()
    }

    /// Lets files go on the window: WebDriver cannot drag them there, so the page is told what the system would tell it.
    pub async fn drop_files(&self, paths: &[&Path]) {
        let script = "return window.__TAURI_INTERNALS__.invoke('plugin:event|emit',
            { event: 'tauri://drag-drop', payload: { paths: arguments[0], position: { x: 400, y: 300 } } }).then(() => null)";
        within("dropping files", self.page.execute(script, vec![json!(paths)])).await;
    }

    /// Everything the page says now.
    pub async fn text(&self) -> String {
        let said = within("reading the page", self.page.execute("return document.body.innerText", vec![])).await;
        match said.json() {
            Value::String(text) => text.clone(),
            other => panic!("the page's text is {other}"),
        }
    }

    /// Leaves a picture in `tests/output` for people to look at, of the map once it is drawn.
    pub async fn picture(&self, of: &str) {
        let started = Instant::now();
        while started.elapsed() < APPEARANCE && self.count("map-laying").await > 0 {
            sleep(Duration::from_millis(100)).await;
        }
        let path = output_folder().join(format!("{}-{of}.png", self.name));
        within("taking a picture", self.page.screenshot(&path)).await;
    }

    /// Waits until an element can be seen; what is on the page instead is part of the failure.
    async fn seen(&self, selector: &str) -> WebElement {
        let started = Instant::now();
        while started.elapsed() < APPEARANCE {
            for element in within("looking", self.page.find_all(By::Css(selector))).await {
                // An element that is replaced between the two calls is looked for again.
                if let Ok(Ok(true)) = timeout(CALL, element.is_displayed()).await {
                    return element;
                }
            }
            sleep(Duration::from_millis(100)).await;
        }
        let text = self.text().await;
        self.picture("missing").await;
        panic!("{selector} did not appear within {APPEARANCE:?}; the page says:\n{text}");
    }
}

/// The outcome of one call to the window, which may neither fail nor hang: an endless call would hold up all tests.
pub(super) async fn within<T>(what: &str, call: impl Future<Output = WebDriverResult<T>>) -> T {
    match timeout(CALL, call).await {
        Ok(Ok(value)) => value,
        Ok(Err(error)) => panic!("{what}: {error}"),
        Err(_) => panic!("{what}: no answer within {CALL:?}"),
    }
}
