//! What leaves the window for others: pictures, and letters that a person sends with their own mail program.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use tauri::{AppHandle, Runtime};
use tauri_plugin_opener::OpenerExt;

use crate::fault;
use crate::state::aside;
use crate::wire::fault::Fault;
use crate::wire::sharing::Picture;

/// Writes a picture to the place that the person chose.
#[tauri::command]
pub async fn save_picture(path: String, picture: Picture) -> Result<(), Fault> {
    aside(move || {
        let bytes = match picture {
            Picture::Svg(text) => text.into_bytes(),
            Picture::Png(coded) => STANDARD.decode(coded).map_err(|error| fault::field("picture", &error.to_string()))?,
        };
        std::fs::write(&path, bytes).map_err(|error| {
            let message = format!("The picture cannot be written: {error}.");
            fault::fault("file-unwritable", message, Some(path), "Choose another place.")
        })
    })
    .await
}

/// Opens a letter in the system's mail program. Nothing is sent before the person sends it.
#[tauri::command]
pub async fn write_mail<R: Runtime>(handle: AppHandle<R>, subject: String, body: String) -> Result<(), Fault> {
    let opened = handle.opener().open_url(mail_address(&subject, &body), None::<&str>);
    opened.map_err(|error| {
        fault::fault("no-link", format!("No mail program could be opened: {error}."), None, "Copy the text into a letter of your own.")
    })
}

/// An address without a recipient, which only the person knows; lines end as RFC 6068 says.
fn mail_address(subject: &str, body: &str) -> String {
    let coded = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    format!("mailto:?subject={}&body={}", coded(subject), coded(&body.replace("\r\n", "\n").replace('\n', "\r\n")))
}

#[cfg(test)]
mod tests {
    use super::mail_address;

    #[test]
    fn a_letter_cannot_add_recipients_or_break_out_of_its_field() {
        let address = mail_address("Credit & grades", "One\nTwo&cc=other@example.org");
        assert_eq!(address, "mailto:?subject=Credit%20%26%20grades&body=One%0D%0ATwo%26cc%3Dother%40example%2Eorg");
    }
}
