/* Passkeys: a device signs a question of ours, and its answer is posted with the form. The form shows itself where that is possible;
 * elsewhere it says so, if it has words for it. */

const offerMs = 4 * 60_000; // a question waits five minutes

for (const form of document.querySelectorAll<HTMLFormElement>("form[data-passkey]")) {
  const { passkey, question, offered, failed, known, cannot } = form.dataset as Record<string, string>;
  const told = form.querySelector<HTMLElement>("[role=status]")!;
  let offer = new AbortController();
  let isAsking = false;

  const isAble = "PublicKeyCredential" in window && "parseRequestOptionsFromJSON" in PublicKeyCredential;
  form.hidden = !isAble && !cannot;
  if (isAble) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      answer(passkey === "create" ? create : get);
    });
    keepOffering();
  } else if (cannot) {
    form.replaceChildren(told);
    told.textContent = cannot;
  }

  /** The field of the identifier proposes the passkeys of this device, as long as the page is there. */
  async function keepOffering() {
    if (offered !== "true" || !(await PublicKeyCredential.isConditionalMediationAvailable?.())) return;
    const { signal } = offer;
    while (!signal.aborted) {
      const silence = AbortSignal.any([signal, AbortSignal.timeout(offerMs)]);
      try {
        const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(await ask());
        return post(await navigator.credentials.get({ publicKey, mediation: "conditional", signal: silence }));
      } catch {
        if (!silence.aborted) return; // nothing was asked of her: nothing is said
      }
    }
  }

  async function answer(ceremony: () => Promise<Credential | null>) {
    if (isAsking) return;
    isAsking = true;
    offer.abort(); // a browser does one at a time
    told.textContent = "";
    try {
      post(await ceremony());
    } catch (error) {
      told.textContent = ((error as Error).name === "InvalidStateError" && known) || failed!;
      offer = new AbortController();
      keepOffering();
    } finally {
      isAsking = false; // one may come back by the history
    }
  }

  async function get() {
    return navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(await ask()) });
  }

  async function create() {
    return navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(await ask()) });
  }

  /** Sent elsewhere: she must first prove to be there, on a page that leads back here. */
  async function ask() {
    const asked = await fetch(question!, { method: "POST", redirect: "manual" });
    if (asked.type === "opaqueredirect") location.reload();
    if (!asked.ok) throw new Error("no question");
    return asked.json();
  }

  function post(credential: Credential | null) {
    form.querySelector<HTMLInputElement>("[name=reponse]")!.value = JSON.stringify(credential);
    form.submit();
  }
}
