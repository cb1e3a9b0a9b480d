import { Archive, Plus, TowerControl } from 'lucide-react'
import { useState } from 'react'
import { MASTS, type Mast } from '#web/admin/style/samples.ts'
import { Section } from '#web/admin/style/Section.tsx'
import { useText } from '#web/i18n/index.ts'
import { Status } from '#web/ui/Badge.tsx'
import { Button } from '#web/ui/Button.tsx'
import { SidePanel } from '#web/ui/Dialog.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Facts } from '#web/ui/Facts.tsx'
import { DataTable } from '#web/ui/table/DataTable.tsx'
import type { ListState } from '#web/ui/table/list-state.ts'
import type { Column } from '#web/ui/table/types.ts'
import type { ListView } from '#web/ui/table/use-list.ts'
import { toast } from '#web/ui/toast.ts'
import { DataVolume, Money, RelativeTime } from '#web/ui/values.tsx'

const STATES = { up: ['good', 'Up'], slow: ['warn', 'Slow'], down: ['bad', 'Down'] } as const
const PAGE_ROWS = 8

const COLUMNS: readonly Column<Mast>[] = [
  { id: 'name', header: 'Name', sort: 'name', cell: (mast) => mast.name },
  {
    id: 'state',
    header: 'State',
    cell: (mast) => <Status tone={STATES[mast.state][0]}>{STATES[mast.state][1]}</Status>,
  },
  { id: 'county', header: 'County', cell: (mast) => mast.county },
  {
    id: 'clients',
    header: 'Subscribers',
    sort: 'clients',
    align: 'end',
    cell: (mast) => mast.clients,
  },
  { id: 'used', header: 'This month', align: 'end', cell: (mast) => <DataVolume of={mast.used} /> },
  { id: 'rent', header: 'Rent', align: 'end', cell: (mast) => <Money of={mast.rent} /> },
  { id: 'since', header: 'Since', hidden: true, cell: (mast) => <RelativeTime at={mast.since} /> },
]

/** The API's part, played by an array. */
function useSampleList(): ListView<Mast> {
  const [state, setState] = useState<ListState>({
    q: '',
    sort: undefined,
    cursor: undefined,
    filters: {},
  })
  const place = Number(state.cursor ?? 0)
  const found = MASTS.filter(
    (mast) =>
      mast.name.toLowerCase().includes(state.q.toLowerCase()) &&
      (state.filters['county']?.includes(mast.county) ?? true) &&
      (state.filters['state']?.includes(mast.state) ?? true),
  ).toSorted((a, b) => {
    const by = state.sort?.replace('-', '')
    const order =
      by === 'clients' ? a.clients - b.clients : by === 'name' ? a.name.localeCompare(b.name) : 0
    return state.sort?.startsWith('-') ? -order : order
  })
  const change = (next: Partial<ListState>) => setState({ ...state, cursor: undefined, ...next })
  return {
    state,
    change,
    page: {
      items: found.slice(place, place + PAGE_ROWS),
      next: null,
      total: found.length,
      totalIsExact: true,
    },
    error: null,
    isRefreshing: false,
    retry: () => undefined,
    pagesBefore: place / PAGE_ROWS,
    toNext:
      place + PAGE_ROWS < found.length
        ? () => change({ cursor: String(place + PAGE_ROWS) })
        : undefined,
    toPrevious:
      place > 0
        ? () => change({ cursor: place > PAGE_ROWS ? String(place - PAGE_ROWS) : undefined })
        : undefined,
    csvUrl: undefined,
  }
}

export function SampleTable() {
  const t = useText()
  const list = useSampleList()
  const [opened, setOpened] = useState<Mast>()
  return (
    <Section id="table" title={t('style.table')}>
      <DataTable
        name="style"
        label="Masts"
        list={list}
        columns={COLUMNS}
        rowKey={(mast) => mast.id}
        rowName={(mast) => mast.name}
        onOpen={setOpened}
        searchIn="masts"
        filters={[
          {
            id: 'county',
            label: 'County',
            options: ['Nairobi', 'Kiambu', 'Kajiado', 'Machakos'].map((value) => ({
              value,
              label: value,
            })),
          },
          {
            id: 'state',
            label: 'State',
            single: true,
            options: [
              { value: 'up', label: 'Up' },
              { value: 'slow', label: 'Slow' },
              { value: 'down', label: 'Down' },
            ],
          },
        ]}
        bulk={[
          {
            label: 'Archive',
            icon: <Archive />,
            run: (rows, done) => {
              toast.good(`${rows.length} archived`)
              done()
            },
          },
        ]}
        actions={
          <Button look="primary" icon={<Plus />}>
            Add a mast
          </Button>
        }
        empty={<EmptyState icon={TowerControl} title="No masts yet" />}
      />
      <SidePanel
        open={opened !== undefined}
        onClose={() => setOpened(undefined)}
        title={opened?.name ?? ''}
        hint={opened?.county}
      >
        <Facts facts={[{ label: 'Subscribers', value: opened?.clients ?? 0 }]} />
      </SidePanel>
    </Section>
  )
}
