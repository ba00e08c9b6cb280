//! What a form shows of what was typed and what was wrong.

use desk::Fault;

use super::*;
use crate::shell::html;

fn shown(view: impl FnOnce() -> AnyView) -> String {
    Owner::new().with(|| html(view()))
}

#[test]
fn what_was_typed_into_a_textarea_stays_text() {
    let typed = "\n</textarea><script>alert(1)</script> &lt; \"";
    let draft = Draft::with("order", &[("need", typed)], &[]);
    let html = shown(|| view! { <TextArea draft name="need" label="?" /> }.into_any());
    assert!(
        html.contains("\n\n&lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt; &amp;lt; \"</textarea>"),
        "{html}"
    );
    assert_eq!(html.matches("</textarea>").count(), 1, "{html}");
    assert!(!html.contains("<script"), "{html}");
}

#[test]
fn the_framework_still_leaves_a_textarea_unescaped() {
    // Should this fail one day, `TextArea` may become an ordinary element.
    let html = shown(|| view! { <textarea>{"<b>".to_owned()}</textarea> }.into_any());
    assert_eq!(html, "<textarea><b></textarea>");
}

#[test]
fn a_fault_stands_beside_its_field_and_the_summary_names_the_field_and_leads_to_it() {
    let draft = Draft::with(
        "order",
        &[("phone", "\"><i>12")],
        &[("phone", Fault::Phone), ("helpers", Fault::Missing), ("grid", Fault::NotAChoice)],
    );
    let html = shown(|| {
        let copy = draft.clone();
        let fields = view! {
            <Field draft=copy.clone() name="phone" label="手机号" hint="十一位" />
            <Choices draft=copy name="helpers" legend="谁可以接" choices=vec![] />
        };
        view! { <Errors draft=draft.clone() />{fields} }.into_any()
    });
    assert!(html.contains(r##"<a href="#order-phone">手机号：手机号是 11 位数字，1 开头</a>"##), "{html}");
    assert!(html.contains(r##"<a href="#order-helpers">谁可以接：这里要填</a>"##), "{html}");
    assert!(
        html.contains("<li>请从给出的里面选</li>"),
        "a field that is not shown is led to by nothing: {html}"
    );
    assert!(html.contains(r#"aria-describedby="order-phone-hint order-phone-error""#), "{html}");
    assert!(
        html.contains(r#"aria-invalid="true""#) && html.contains(r#"value="&quot;&gt;&lt;i&gt;12""#),
        "{html}"
    );
}
