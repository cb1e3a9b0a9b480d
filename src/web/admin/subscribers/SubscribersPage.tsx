import { FileUp, Tags, UserPlus, Users } from 'lucide-react'
import { useState } from 'react'
import {
  addSubscriber,
  changeTags,
  formatNumber,
  listSubscribers,
  runImport,
  SUBSCRIBER_STATES,
  type SubscriberRow,
} from '#modules/subscribers/contract.ts'
import { countyOptions } from '#web/admin/organization/options.ts'
import { useSiteOptions } from '#web/admin/staff/use-site-options.ts'
import { kindOptions } from '#web/admin/subscribers/options.ts'
import { TagDialog } from '#web/admin/subscribers/TagDialog.tsx'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { useMayNot } from '#web/session.ts'
import { Badge, Tag } from '#web/ui/Badge.tsx'
import { Button } from '#web/ui/Button.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { useGo } from '#web/ui/Link.tsx'
import { Page } from '#web/ui/Page.tsx'
import { DataTable } from '#web/ui/table/DataTable.tsx'
import type { Column, TableFilter } from '#web/ui/table/types.ts'
import { useList } from '#web/ui/table/use-list.ts'
import { Phone, RelativeTime } from '#web/ui/values.tsx'

export function SubscribersPage() {
  const t = useText()
  const go = useGo()
  const mayNot = useMayNot()
  const list = useList(listSubscribers, { filters: ['kind', 'state', 'county', 'siteId', 'tag'] })
  const [tagging, setTagging] = useState<{ ids: string[]; done: () => void }>()
  const add = (
    <Button
      look="primary"
      icon={<UserPlus />}
      onClick={() => go(paths.newSubscriber())}
      disabledBecause={mayNot(addSubscriber)}
    >
      {t('subscribers.add')}
    </Button>
  )
  const bringIn = (
    <Button
      icon={<FileUp />}
      onClick={() => go(paths.importSubscribers())}
      disabledBecause={mayNot(runImport)}
    >
      {t('subscribers.import')}
    </Button>
  )
  return (
    <Page
      title={t('subscribers.title')}
      lead={t('subscribers.lead')}
      width="wide"
      actions={
        <>
          {bringIn}
          {add}
        </>
      }
    >
      <DataTable
        name="subscribers"
        label={t('subscribers.label')}
        list={list}
        columns={useColumns()}
        rowKey={(one) => one.id}
        rowName={(one) => one.name}
        rowLink={(one) => paths.subscriber(one.id)}
        filters={useFilters()}
        searchIn={t('subscribers.searchIn')}
        bulk={[
          {
            label: t('subscribers.tag.open'),
            icon: <Tags />,
            permission: changeTags,
            run: (rows, done) => setTagging({ ids: rows.map((row) => row.id), done }),
          },
        ]}
        empty={
          <EmptyState
            icon={Users}
            title={t('subscribers.emptyTitle')}
            action={
              <>
                {bringIn}
                {add}
              </>
            }
          >
            {t('subscribers.emptyBody')}
          </EmptyState>
        }
      />
      {tagging && (
        <TagDialog
          subscriberIds={tagging.ids}
          onClose={() => setTagging(undefined)}
          onDone={() => {
            setTagging(undefined)
            tagging.done()
          }}
        />
      )}
    </Page>
  )
}

function useFilters(): TableFilter[] {
  const t = useText()
  const sites = useSiteOptions()
  return [
    { id: 'kind', label: t('subscribers.kind'), options: kindOptions(t) },
    { id: 'county', label: t('subscribers.county'), options: countyOptions },
    { id: 'siteId', label: t('subscribers.site'), options: sites },
    {
      id: 'state',
      label: t('subscribers.state'),
      options: SUBSCRIBER_STATES.map((value) => ({
        value,
        label: t(`subscribers.states.${value}`),
      })),
    },
    { id: 'tag', label: t('subscribers.tags') },
  ]
}

function useColumns(): Column<SubscriberRow>[] {
  const t = useText()
  return [
    {
      id: 'name',
      header: t('subscribers.name'),
      cell: (one) => (
        <span className="inline-flex flex-wrap items-center gap-2">
          {one.name}
          {one.kind === 'company' && <Badge tone="info">{t('subscribers.company')}</Badge>}
          {one.state !== 'active' && <Badge>{t(`subscribers.states.${one.state}`)}</Badge>}
        </span>
      ),
    },
    {
      id: 'number',
      header: t('subscribers.number'),
      sort: 'number',
      cell: (one) => <span className="tnum font-mono text-sm">{formatNumber(one.number)}</span>,
    },
    {
      id: 'phone',
      header: t('subscribers.phone'),
      cell: (one) => (one.phone ? <Phone of={one.phone} /> : '–'),
    },
    { id: 'email', header: t('subscribers.email'), hidden: true, cell: (one) => one.email ?? '–' },
    { id: 'county', header: t('subscribers.county'), cell: (one) => one.county ?? '–' },
    {
      id: 'tags',
      header: t('subscribers.tags'),
      cell: (one) => (
        <span className="inline-flex flex-wrap gap-1">
          {one.tags.map((tag) => (
            <Tag key={tag}>{tag}</Tag>
          ))}
        </span>
      ),
    },
    {
      id: 'addedAt',
      header: t('subscribers.addedAt'),
      sort: 'addedAt',
      cell: (one) => <RelativeTime at={one.addedAt} />,
    },
  ]
}
