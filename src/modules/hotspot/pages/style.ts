import type { Brand } from '#modules/organization/contract.ts'

/**
 * Small, and without anything that a phone of ten years does not know: where it knows no variables, text stays black on white. Grounds are those
 * for which the palette of the brand was made readable.
 */
export function styleOf({ light, dark }: Brand): string {
  return `:root{color-scheme:light dark;--go:${light.primary};--on:${light.onPrimary};--link:${light.accentText};--ink:#16202a;--soft:#55606b;--back:#fff;--card:#fff;--line:#c9d1d9}
@media(prefers-color-scheme:dark){:root{--go:${dark.primary};--on:${dark.onPrimary};--link:${dark.accentText};--ink:#eef2f5;--soft:#a5b0ba;--back:#0b1116;--card:#0b1116;--line:#3a4651}}
*{box-sizing:border-box}body{margin:0;background:#fff;background:var(--back);color:#16202a;color:var(--ink);font:17px/1.45 system-ui,-apple-system,Roboto,sans-serif}
header,main,footer{max-width:27rem;margin:0 auto;padding:.75rem 1rem}header{display:flex;align-items:center;gap:.75rem}header p{margin:0;flex:1;line-height:1.2}
header b{display:block;font-size:1.15rem}header img{height:2.5rem;max-width:9rem;object-fit:contain}small,.soft{color:#55606b;color:var(--soft);font-size:.875rem}
h1{font-size:1.3rem;margin:.25rem 0 .5rem}h2{font-size:1.05rem;margin:0 0 .5rem}section{background:#fff;background:var(--card);border:1px solid #c9d1d9;border-color:var(--line);border-radius:.9rem;padding:1rem;margin:0 0 .9rem}
p{margin:.3rem 0;overflow-wrap:anywhere}a{color:var(--link)}form{margin:0}label{display:block;margin:.6rem 0}
input[type=text],input[type=tel]{font:inherit;display:block;width:100%;min-height:3rem;padding:.5rem .75rem;margin-top:.25rem;border:1px solid #7b8794;border-radius:.6rem;background:transparent;color:inherit}
input[type=radio],input[type=checkbox]{width:1.35rem;height:1.35rem;accent-color:var(--go);flex:none;margin:0}
.pick{display:flex;align-items:center;gap:.75rem;margin:0;padding:.7rem 0;border-top:1px solid #c9d1d9;border-color:var(--line)}.pick:first-of-type{border:0}.pick span{flex:1}.pick strong{white-space:nowrap;font-size:1.1rem}.pick small{display:block}
button{font:inherit;font-weight:600;display:block;width:100%;min-height:3rem;border:0;border-radius:.6rem;background:#1d4ed8;background:var(--go);color:#fff;color:var(--on);cursor:pointer;margin-top:.5rem;padding:.5rem}
button.plain{background:transparent;color:inherit;border:1px solid #7b8794}button.small{width:auto;min-height:2.5rem;margin:0;padding:.25rem .75rem;font-size:.9rem}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}.no{border:2px solid #b91c1c}.yes{border:2px solid #15803d}.big{font-size:2rem;font-weight:700;letter-spacing:.12em;font-family:ui-monospace,monospace;text-align:center;margin:.5rem 0}
ul{list-style:none;margin:0;padding:0}li{display:flex;align-items:center;justify-content:space-between;gap:.5rem;padding:.4rem 0}dl{display:grid;grid-template-columns:auto 1fr;gap:.25rem 1rem;margin:.5rem 0}dt{color:var(--soft)}dd{margin:0;font-weight:600}
footer a{display:inline-block}footer a::first-letter{text-transform:uppercase}a.go{display:block;text-align:center;font-weight:600;text-decoration:none;border-radius:.6rem;background:#1d4ed8;background:var(--go);color:#fff;color:var(--on);padding:.75rem;margin:.6rem 0}details summary{cursor:pointer;font-weight:600;min-height:2rem}nav{display:flex;flex-wrap:wrap;gap:.5rem 1.25rem}`
}
