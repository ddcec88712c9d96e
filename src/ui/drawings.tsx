/** The mark of AmiCare. */
export function Mark({ class: extra = "size-9" }: { class?: string }) {
  return (
    <svg class={extra} viewBox="0 0 36 36" aria-hidden="true" focusable="false">
      <path class="fill-mark" d="M18 2C8 2 2 8 2 18s6 16 16 16 16-6 16-16S28 2 18 2Z" />
      <circle cx="16" cy="18.6" r="6.3" fill="none" stroke="#fff" stroke-width="3.6" />
      <path d="M25.2 10.8v14" stroke="#fff" stroke-width="3.6" stroke-linecap="round" />
      <circle cx="16" cy="18.6" r="2.3" fill="#f4c34f" />
    </svg>
  );
}

/** A window on the morning: it stands on whatever is below it, and night falls in it with the dark theme. One per page. */
export function Morning() {
  return (
    <svg viewBox="0 0 420 400" class="w-full h-auto block" aria-hidden="true" focusable="false">
      <defs>
        <clipPath id="arch">
          <path d="M60 400V186C60 98 127 30 212 30s152 68 152 156v214Z" />
        </clipPath>
      </defs>
      <g clip-path="url(#arch)">
        <path class="fill-sky" d="M0 0h420v400H0Z" />
        <circle class="fill-accent" cx="252" cy="196" r="66" />
        <path class="fill-hill-1" d="M0 268c70-50 150-46 214-10s140 22 230-30v180H0Z" />
        <path class="fill-hill-2" d="M0 320c90-38 160-8 226 6s130 2 214-30v110H0Z" />
        <path class="fill-hill-3" d="M0 372c84-32 180-26 250-10s126 6 190-10v60H0Z" />
      </g>
      <path fill="none" class="stroke-base-100" stroke-width="8" d="M212 26v374M56 212h312" />
      <path
        fill="none"
        class="stroke-base-100"
        stroke-width="13"
        d="M60 406V186C60 98 127 30 212 30s152 68 152 156v220"
      />
      <g class="fill-leaf">
        <path d="M58 346c-10-62-4-116 20-164 20 54 14 112-20 164Z" />
        <path d="M62 348c6-48 30-88 68-112-2 52-24 90-68 112Z" />
        <path d="M54 348C20 326 2 292 2 246c38 20 56 58 52 102Z" />
      </g>
      <path
        class="stroke-on-deep-2"
        fill="none"
        stroke-width="2.5"
        stroke-linecap="round"
        opacity=".55"
        d="M58 342c-2-50 4-96 18-138M64 342c14-36 32-64 54-86M52 342c-6-30-20-56-40-76"
      />
      <path class="fill-accent" d="M22 342h76l-9 50a10 10 0 0 1-10 8H41a10 10 0 0 1-10-8Z" />
      <path fill="#2e2206" opacity=".16" d="M22 342h76l-2.5 14h-71Z" />
    </svg>
  );
}

/** A cloud before the sun, for what went wrong on our side. */
export function PassingCloud() {
  return (
    <svg viewBox="0 0 260 150" class="w-60 max-w-full h-auto" aria-hidden="true" focusable="false">
      <path class="fill-sky" d="M60 150V92c0-42 30-72 70-72s70 30 70 72v58Z" />
      <circle class="fill-accent" cx="160" cy="74" r="26" />
      <path class="fill-hill-1" d="M60 122c36-26 70-18 96-4s30 4 44-4v36H60Z" />
      <path
        class="fill-base-100 stroke-primary"
        stroke-width="4"
        stroke-linejoin="round"
        d="M52 120a20 20 0 0 1 4-39.6 28 28 0 0 1 54-5A23 23 0 0 1 128 120Z"
      />
    </svg>
  );
}
