/**
 * Puts the mark of a number into a text, where the cursor stands.
 *
 * On the button: data-insert (what is put in) and data-insert-into (a selector). The text then tells its preview and its draft.
 */

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-insert]");
  const text = button && document.querySelector(button.dataset.insertInto);
  if (!text || text.readOnly) return;
  text.setRangeText(button.dataset.insert, text.selectionStart, text.selectionEnd, "end");
  text.dispatchEvent(new Event("input", { bubbles: true }));
  text.focus();
});
