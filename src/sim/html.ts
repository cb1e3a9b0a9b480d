/** Text in HTML: whatever it holds, it stays text. */
export function escaped(text: string): string {
  const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
  return text.replaceAll(/[&<>"]/g, (sign) => signs[sign] ?? sign)
}

export function shillings(cents: bigint): string {
  const whole = (cents / 100n).toLocaleString('en-KE')
  return `Ksh ${whole}.${String(cents % 100n).padStart(2, '0')}`
}

/**
 * A page of the simulated country. `stamp` is all that it shows, in short: while somebody looks, it is asked for every second, and
 * the page comes again when it has changed, but not under the hands of somebody who types.
 */
export function page(title: string, body: string, stamp: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escaped(title)}</title>
<meta name="viewport" content="width=device-width,initial-scale=1"><style>${STYLE}</style></head>
<body><main><p id="gone" role="status" hidden>Kasi does not run, and neither does this phone. It goes on by itself when Kasi is started again.</p>
${body}</main><script>
const shown=${JSON.stringify(stamp).replaceAll('<', '\\u003c')}
setInterval(async()=>{const a=document.activeElement
if(a&&a.matches('input,select')&&a.value)return
const gone=document.getElementById('gone')
try{const r=await fetch(location.pathname+'?stamp');gone.hidden=true;if(r.ok&&await r.text()!==shown)location.reload()}
catch(e){gone.hidden=false}},1000)
</script></body></html>`
}

const STYLE = `:root{color-scheme:light dark;--ink:#1c1917;--soft:#57534e;--back:#f5f5f4;--card:#fff;--line:#d6d3d1;--go:#15803d;--on-go:#fff}
@media(prefers-color-scheme:dark){:root{--ink:#f5f5f4;--soft:#a8a29e;--back:#0c0a09;--card:#1c1917;--line:#44403c;--go:#4ade80;--on-go:#052e16}}
*{box-sizing:border-box}body{margin:0;background:var(--back);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
main{max-width:26rem;margin:0 auto;padding:1rem}h1{font-size:1.25rem;margin:.5rem 0}h2{font-size:1rem;margin:0 0 .5rem}
section{background:var(--card);border:1px solid var(--line);border-radius:1rem;padding:1rem;margin:1rem 0}
.prompt{border:2px solid var(--go)}p{margin:.25rem 0}.soft{color:var(--soft);font-size:.875rem}
.money{font-size:1.5rem;font-weight:600;font-variant-numeric:tabular-nums}form{display:grid;gap:.5rem;margin:.5rem 0 0}
label{display:grid;gap:.25rem;font-size:.875rem;color:var(--soft)}
input,button{font:inherit;min-height:2.75rem;padding:.5rem .75rem;border-radius:.5rem;border:1px solid var(--line);background:transparent;color:inherit;width:100%}
button{cursor:pointer}button.go{background:var(--go);color:var(--on-go);border-color:var(--go);font-weight:600}
input:focus-visible,button:focus-visible,a:focus-visible{outline:3px solid var(--go);outline-offset:2px}
a{color:var(--go)}ul{list-style:none;padding:0;margin:0}li{padding:.5rem 0;border-top:1px solid var(--line);overflow-wrap:anywhere}
li:first-child{border:0}nav{display:flex;gap:1rem;flex-wrap:wrap}.two{display:grid;grid-template-columns:1fr 1fr;gap:.5rem}
.row{grid-template-columns:1fr 5rem;align-items:center;display:grid;gap:.5rem}`
