import { useQuery } from '@tanstack/react-query'
import type { Sheet, SheetFact, SheetTable } from '#kernel/sheet.ts'
import { cn } from '#web/ui/cn.ts'
import { Sideways } from '#web/ui/Sideways.tsx'

/** A document as its PDF shows it, from the same description. `logoUrl`: of the ISP's brand. */
export function SheetView({ sheet, logoUrl }: { sheet: Sheet; logoUrl: string | null }) {
  return (
    <article
      lang={sheet.language}
      className="relative isolate overflow-hidden rounded-lg border bg-surface text-sm shadow-sm print:border-0 print:shadow-none"
    >
      <div className="h-1.5" style={{ backgroundColor: sheet.colour }} />
      {sheet.stamp !== null && (
        // Pure decoration, so it need not stand out; it is said above in words that can be read (WCAG 2.2, 1.4.3).
        <p
          aria-hidden="true"
          data-stamp={sheet.stamp}
          className="before:content-[attr(data-stamp)] pointer-events-none absolute inset-0 -z-10 flex -rotate-30 items-center justify-center text-center text-6xl font-semibold text-ink/8 select-none"
        />
      )}
      <div className="grid grid-cols-1 gap-7 p-6 sm:p-10">
        <Head sheet={sheet} logoUrl={logoUrl} />
        <Parties sheet={sheet} />
        {sheet.headline && (
          <div>
            <p className="tnum text-xl font-semibold tracking-[-0.02em]">
              {sheet.headline.value} {sheet.headline.label}
            </p>
            {sheet.headline.note !== null && <p className="text-soft">{sheet.headline.note}</p>}
          </div>
        )}
        {sheet.tables
          .filter(({ look }) => look === 'main')
          .map((table) => (
            <Table key={table.title ?? 'main'} table={table} />
          ))}
        <Sums sheet={sheet} />
        <Panels sheet={sheet} />
        {sheet.fiscal && <Fiscal fiscal={sheet.fiscal} />}
        <footer className="border-t pt-3 text-xs text-soft">{sheet.foot.join('  ·  ')}</footer>
      </div>
    </article>
  )
}

function Head({ sheet, logoUrl }: { sheet: Sheet; logoUrl: string | null }) {
  return (
    <header className="flex flex-wrap items-start justify-between gap-6">
      <div className="grid gap-2">
        <h2 className="text-2xl font-semibold tracking-[-0.02em]">{sheet.title}</h2>
        {sheet.stamp !== null && <p className="text-xs font-semibold text-soft">{sheet.stamp}</p>}
        {sheet.code !== null && <p className="tnum text-base font-semibold">{sheet.code}</p>}
        <FactList facts={sheet.facts} />
      </div>
      {logoUrl === null ? (
        <p className="text-lg font-semibold" style={{ color: sheet.colour }}>
          {sheet.from.name}
        </p>
      ) : (
        <img src={logoUrl} alt={sheet.from.name} className="max-h-14 max-w-48 object-contain" />
      )}
    </header>
  )
}

function FactList({ facts }: { facts: readonly SheetFact[] }) {
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-5 gap-y-1">
      {facts.map(({ label, value }) => (
        <div key={`${label} ${value}`} className="col-span-2 grid grid-cols-subgrid">
          <dt className="text-soft">{label}</dt>
          <dd className="tnum font-medium break-words">{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function Parties({ sheet: { from, to } }: { sheet: Sheet }) {
  return (
    <div className="grid gap-6 sm:grid-cols-2">
      {[from, ...(to ? [to] : [])].map((party) => (
        <address key={party.label} className="grid content-start not-italic">
          {party.label !== null && <span className="mb-0.5 text-soft">{party.label}</span>}
          <strong className="font-semibold">{party.name}</strong>
          {party.lines.map((line) => (
            <span key={line}>{line}</span>
          ))}
        </address>
      ))}
    </div>
  )
}

function Table({ table: { title, columns, rows, foot, look } }: { table: SheetTable }) {
  const side = (place: number) =>
    columns[place]?.align === 'end' ? 'text-right whitespace-nowrap tnum' : 'text-left'
  const cell = 'py-2 pl-4 align-top first:pl-0'
  return (
    <Sideways label={title ?? columns[0]?.label} className={cn(look === 'side' && 'text-xs')}>
      {title !== null && <h3 className="mb-1 font-semibold">{title}</h3>}
      <table className="w-full">
        <thead>
          <tr className="border-b border-field text-xs text-soft">
            {columns.map(({ label }, place) => (
              <th key={label} scope="col" className={cn(cell, 'font-normal', side(place))}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, number) => (
            <tr
              key={number}
              className={cn(
                'border-b',
                row.look === 'strong' && 'font-semibold',
                row.look === 'soft' && 'text-soft',
              )}
            >
              {row.cells.map((text, place) => (
                <td
                  key={columns[place]?.label}
                  className={cn(cell, side(place), place === 0 && look === 'main' && 'min-w-40')}
                >
                  {text}
                  {place === 0 && row.note !== null && (
                    <span className="block text-xs text-soft">{row.note}</span>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        {foot !== null && (
          <tfoot>
            <tr className="font-semibold">
              {foot.map((text, place) => (
                <td key={columns[place]?.label} className={cn(cell, side(place))}>
                  {text}
                </td>
              ))}
            </tr>
          </tfoot>
        )}
      </table>
    </Sideways>
  )
}

function Sums({ sheet: { sums, tables, closing } }: { sheet: Sheet }) {
  const sides = tables.filter(({ look }) => look === 'side')
  if (sums.length === 0) return null
  return (
    <div className="grid items-start gap-8 sm:grid-cols-[1.3fr_1fr]">
      <div className="grid gap-4">
        {sides.map((table) => (
          <Table key={table.title} table={table} />
        ))}
        {closing !== null && <p className="text-soft">{closing}</p>}
      </div>
      <dl className="grid max-sm:-order-1">
        {sums.map(({ label, value, look }) => (
          <div
            key={label}
            className={cn(
              'flex justify-between gap-4 py-1',
              look !== 'plain' && 'border-t font-semibold',
              look === 'total' && 'text-base',
            )}
          >
            <dt className={look === 'plain' ? 'text-soft' : ''}>{label}</dt>
            <dd className="tnum whitespace-nowrap">{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

function Panels({ sheet: { panels } }: { sheet: Sheet }) {
  return (
    <div className="grid gap-6 sm:grid-cols-2">
      {panels.map(({ title, facts, lines, png }) => (
        <section key={title} className="grid content-start gap-1">
          <h3 className="font-semibold">{title}</h3>
          <FactList facts={facts} />
          {lines.map((line) => (
            <p key={line} className="text-soft">
              {line}
            </p>
          ))}
          {png !== undefined && (
            <img
              src={`data:image/png;base64,${png}`}
              alt=""
              className="size-28 rounded-sm bg-white"
            />
          )}
        </section>
      ))}
    </div>
  )
}

function Fiscal({ fiscal }: { fiscal: NonNullable<Sheet['fiscal']> }) {
  return (
    <section className="flex flex-wrap gap-5 rounded-md border p-4">
      {fiscal.qr === null ? (
        <div className="size-28 rounded-sm border border-dashed border-field" />
      ) : (
        <QrCode of={fiscal.qr} label={fiscal.title} />
      )}
      <div className="grid min-w-48 flex-1 content-start gap-1.5">
        <h3 className="font-semibold">{fiscal.title}</h3>
        <FactList facts={fiscal.facts} />
        {fiscal.note !== null && <p className="text-soft">{fiscal.note}</p>}
      </div>
    </section>
  )
}

function QrCode({ of, label }: { of: string; label: string }) {
  const picture = useQuery({
    queryKey: ['qr', of],
    queryFn: async () => {
      const { toString } = await import('qrcode')
      const svg = await toString(of, { type: 'svg', margin: 2, errorCorrectionLevel: 'M' })
      return `data:image/svg+xml;utf8,${encodeURIComponent(svg)}`
    },
    staleTime: Infinity,
  })
  // Readers want dark on light, also where the page is dark.
  return <img src={picture.data} alt={label} className="size-28 rounded-sm bg-white" />
}
