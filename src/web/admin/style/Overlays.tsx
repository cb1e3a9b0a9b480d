import { Copy, Pencil, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { Row, Section } from '#web/admin/style/Section.tsx'
import { useText } from '#web/i18n/index.ts'
import { Button } from '#web/ui/Button.tsx'
import { Confirm } from '#web/ui/Confirm.tsx'
import { Dialog, SidePanel } from '#web/ui/Dialog.tsx'
import { Facts } from '#web/ui/Facts.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { Menu, MenuItem, MenuLabel, MenuSeparator } from '#web/ui/Menu.tsx'
import { Segmented } from '#web/ui/Segmented.tsx'
import { TabPanel, Tabs } from '#web/ui/Tabs.tsx'
import { toast } from '#web/ui/toast.ts'

export function Overlays() {
  const t = useText()
  const [open, setOpen] = useState<'dialog' | 'panel' | 'confirm' | 'typed'>()
  const [name, setName] = useState('Karen 1')
  const close = () => setOpen(undefined)
  return (
    <Section id="overlays" title={t('style.overlays')}>
      <Row>
        <Button onClick={() => setOpen('dialog')}>{t('style.openDialog')}</Button>
        <Button onClick={() => setOpen('panel')}>{t('style.openPanel')}</Button>
        <Button onClick={() => setOpen('confirm')}>{t('style.openConfirm')}</Button>
        <Button look="danger-quiet" onClick={() => setOpen('typed')}>
          {t('style.openTyped')}
        </Button>
        <Button
          onClick={() =>
            toast.good('Karen 1 is archived', {
              action: { label: t('common.undo'), run: () => toast.info('Karen 1 is back') },
            })
          }
        >
          {t('style.toastGood')}
        </Button>
        <Button
          onClick={() =>
            toast.bad(t('common.problem.title'), { detail: t('common.problem.unavailable') })
          }
        >
          {t('style.toastBad')}
        </Button>
        <Menu trigger={<Button>{t('style.menu')}</Button>} align="start">
          <MenuLabel>Karen 1</MenuLabel>
          <MenuItem icon={<Pencil />} keys="E" onSelect={() => toast.info(t('common.edit'))}>
            {t('common.edit')}
          </MenuItem>
          <MenuItem icon={<Copy />} onSelect={() => toast.info(t('common.copied'))}>
            {t('common.copy')}
          </MenuItem>
          <MenuSeparator />
          <MenuItem icon={<Trash2 />} danger onSelect={() => setOpen('confirm')}>
            {t('common.delete')}
          </MenuItem>
          <MenuItem
            icon={<Trash2 />}
            danger
            disabledBecause={t('style.disabledWhy')}
            onSelect={close}
          >
            {t('common.remove')}
          </MenuItem>
        </Menu>
      </Row>
      <Dialog
        open={open === 'dialog'}
        onClose={close}
        title="Rename the mast"
        hint="Labels on the equipment keep the old name until somebody prints new ones."
        footer={
          <>
            <Button onClick={close}>{t('common.cancel')}</Button>
            <Button look="primary" onClick={close}>
              {t('common.save')}
            </Button>
          </>
        }
      >
        <TextField label="Name" value={name} onChange={setName} />
      </Dialog>
      <SidePanel open={open === 'panel'} onClose={close} title="Karen 1" hint="Mast, Nairobi">
        <Facts
          facts={[
            { label: 'Height', value: '24 m' },
            { label: 'Subscribers', value: '184' },
            { label: 'Address', value: '102.68.76.1', copy: '102.68.76.1' },
          ]}
        />
      </SidePanel>
      <Confirm
        open={open === 'confirm'}
        onClose={close}
        title="Archive Karen 1?"
        action="Archive"
        run={() => Promise.resolve()}
      >
        It leaves lists and choices. Its 184 subscribers stay online, and its history stays.
      </Confirm>
      <Confirm
        open={open === 'typed'}
        onClose={close}
        title="Delete Karen 1?"
        action={t('common.delete')}
        danger
        typed="Karen 1"
        run={() => Promise.resolve()}
      >
        Its readings and photos are deleted with it. {t('common.confirm.cannotUndo')}
      </Confirm>
    </Section>
  )
}

export function Switching() {
  const t = useText()
  const [tab, setTab] = useState<'overview' | 'links' | 'history'>('overview')
  const [shape, setShape] = useState<'list' | 'map'>('list')
  return (
    <Section id="switching" title={t('style.switching')}>
      <Tabs
        label={t('style.switching')}
        value={tab}
        onChange={setTab}
        tabs={[
          { value: 'overview', label: 'Overview' },
          { value: 'links', label: 'Links', count: 4 },
          { value: 'history', label: 'History' },
        ]}
      >
        <TabPanel value={tab}>
          <Segmented
            label={t('style.map')}
            value={shape}
            onChange={setShape}
            options={[
              { value: 'list', label: 'List' },
              { value: 'map', label: 'Map' },
            ]}
          />
        </TabPanel>
      </Tabs>
    </Section>
  )
}
