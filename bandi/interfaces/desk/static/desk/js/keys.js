/**
 * Asks a security key or passkey (WebAuthn) and sends its answer with the form.
 *
 * On the button: data-key="create" | "get". On its form: data-key-options (the server's question as JSON) or data-key-question
 * (an address that answers a POST with {options}); hidden fields `credential` and `prf`. In the form or beside it, one element
 * [data-key-said] with the words for what may go wrong in its data-* attributes. The key's own secret (PRF) goes into `prf` and
 * nowhere else.
 */

const BYTES = /^(challenge|id|first|second)$/;

function toBytes(text) {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

function toText(buffer) {
  const plain = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
  return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

/** The server writes bytes as text; the browser wants bytes. The relying party's `id` is the one `id` that is a name. */
function decoded(value, name = "", within = "") {
  if (typeof value === "string" && BYTES.test(name) && within !== "rp") return toBytes(value);
  if (Array.isArray(value)) return value.map((one) => decoded(one, "", name));
  if (value && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, decoded(inner, key, name)]));
  }
  return value;
}

function answered(credential) {
  const { response } = credential;
  const said = { clientDataJSON: toText(response.clientDataJSON) };
  for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (response[name]) said[name] = toText(response[name]);
  }
  if (response.getTransports) said.transports = response.getTransports();
  const results = credential.getClientExtensionResults();
  const outputs = { credProps: results.credProps ?? {}, prf: { enabled: Boolean(results.prf?.enabled) } };
  return {
    id: credential.id, rawId: toText(credential.rawId), type: credential.type, response: said, clientExtensionResults: outputs,
    authenticatorAttachment: credential.authenticatorAttachment,
  };
}

/** Some keys give their secret only when they are asked, not while they are added: then the new key is touched once more. */
async function secretOf(credential, options, say) {
  const { prf } = credential.getClientExtensionResults();
  if (prf?.results?.first) return toText(prf.results.first);
  if (!prf?.enabled || !options.rp) return "";
  say("more");
  const asked = await navigator.credentials.get({
    publicKey: {
      challenge: crypto.getRandomValues(new Uint8Array(32)), rpId: options.rp.id, userVerification: "preferred",
      allowCredentials: [{ type: "public-key", id: credential.rawId }], extensions: { prf: options.extensions.prf },
    },
  }).catch(() => null);
  const first = asked?.getClientExtensionResults().prf?.results?.first;
  return first ? toText(first) : "";
}

async function question(form) {
  if (form.dataset.keyOptions) return JSON.parse(form.dataset.keyOptions);
  const token = form.elements.csrfmiddlewaretoken.value;
  const answer = await fetch(form.dataset.keyQuestion, { method: "POST", headers: { "X-CSRFToken": token } });
  return JSON.parse((await answer.json()).options);
}

function reasonOf(error) {
  if (error.name === "InvalidStateError") return "known";
  if (error.name === "NotAllowedError" || error.name === "AbortError") return "stopped";
  return error.name === "SecurityError" ? "address" : "failed";
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-key]");
  if (!button) return;
  event.preventDefault();
  const { form } = button;
  const speaker = form.querySelector("[data-key-said]") ?? document.querySelector("[data-key-said]");
  const say = (word) => { speaker.textContent = word ? speaker.dataset[word] : ""; };
  if (!window.PublicKeyCredential) return say("address");
  if (!form.reportValidity()) return;
  button.disabled = true;
  say("touch");
  try {
    const options = decoded(await question(form));
    const credential = await navigator.credentials[button.dataset.key]({ publicKey: options });
    form.elements.prf.value = await secretOf(credential, options, say);
    form.elements.credential.value = JSON.stringify(answered(credential));
    say("");
    form.submit();
  } catch (error) {
    button.disabled = false;
    say(reasonOf(error));
  }
});
