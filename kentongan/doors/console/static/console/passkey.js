// Passkeys: asks the device for one and sends its answer with the form around the button.
//
// <form method="post" data-passkey="get" data-options="/masuk/kunci/">   sign in
// <form method="post" data-passkey="get" data-options="#options">        confirm
// <form method="post" data-passkey="create" data-options="#options">     add
//   <input type="hidden" name="credential">
//   <button hidden>…</button> <p data-passkey-error hidden role="alert">…</p>

const bytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));

const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

const described = (list) => (list ?? []).map((known) => ({ ...known, id: bytes(known.id) }));

function asked(options) {
  const key = { ...options, challenge: bytes(options.challenge) };
  if (key.user) key.user = { ...key.user, id: bytes(key.user.id) };
  if (key.excludeCredentials) key.excludeCredentials = described(key.excludeCredentials);
  if (key.allowCredentials) key.allowCredentials = described(key.allowCredentials);
  return { publicKey: key };
}

function answered(credential) {
  const response = { clientDataJSON: text(credential.response.clientDataJSON) };
  for (const part of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[part]) response[part] = text(credential.response[part]);
  }
  if (credential.response.getTransports) response.transports = credential.response.getTransports();
  return JSON.stringify({
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response,
  });
}

async function optionsOf(form) {
  const from = form.dataset.options;
  const found = from.startsWith("#")
    ? JSON.parse(document.querySelector(from).textContent)
    : await (await fetch(from, { headers: { Accept: "application/json" } })).json();
  return (found.request_options ?? found.creation_options).publicKey;
}

async function run(form) {
  const options = await optionsOf(form);
  const alone = form.elements.passwordless;
  if (alone) {
    options.authenticatorSelection = {
      ...options.authenticatorSelection,
      residentKey: alone.checked ? "required" : "discouraged",
      requireResidentKey: alone.checked,
      userVerification: alone.checked ? "required" : "preferred",
    };
  }
  const credential = await navigator.credentials[form.dataset.passkey](asked(options));
  form.elements.credential.value = answered(credential);
  form.submit();
}

if (window.PublicKeyCredential) {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    const failed = form.querySelector("[data-passkey-error]");
    form.querySelector("button").hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      failed.hidden = true;
      run(form).catch(() => { failed.hidden = false; });
    });
  }
}
