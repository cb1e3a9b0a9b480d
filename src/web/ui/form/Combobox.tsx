import { Check, ChevronsUpDown } from 'lucide-react'
import { Popover as Radix } from 'radix-ui'
import { useId, useRef, useState, type KeyboardEvent } from 'react'
import { useText } from '#web/i18n/index.ts'
import { Tag } from '#web/ui/Badge.tsx'
import { cn } from '#web/ui/cn.ts'
import { Field, type ControlProps, type FieldFrame } from '#web/ui/form/Field.tsx'
import type { Option } from '#web/ui/form/SelectField.tsx'
import { usePortal } from '#web/ui/portal.ts'
import { Spinner } from '#web/ui/Spinner.tsx'

const SHOWN_MAX = 200

type BoxProps = {
  control: ControlProps
  options: readonly Option[]
  chosen: readonly string[]
  onChoose: (value: string) => void
  /** Shown in the box while nobody types. */
  shown: string
  /** For options that the server finds; without it the given ones are searched here. */
  onSearch?: ((text: string) => void) | undefined
  searching?: boolean | undefined
  disabled?: boolean | undefined
  keepOpen?: boolean
}

/** What is open, typed and pointed at. */
function useBox({ options, onChoose, onSearch, keepOpen = false }: BoxProps) {
  const [open, setOpen] = useState(false)
  const [typed, setTyped] = useState<string>()
  const [active, setActive] = useState(0)
  const list = useRef<HTMLUListElement>(null)
  const found = onSearch ? options : optionsFor(typed ?? '', options)
  const place = Math.min(active, Math.max(0, found.length - 1))

  function close() {
    setOpen(false)
    setTyped(undefined)
    setActive(0)
  }
  function take(option: Option | undefined) {
    if (!option || option.disabled) return
    onChoose(option.value)
    if (keepOpen) setTyped('')
    else close()
  }
  function type(text: string) {
    setTyped(text)
    setOpen(true)
    setActive(0)
    onSearch?.(text)
  }
  function move(to: number) {
    const next = (to + found.length) % Math.max(1, found.length)
    setActive(next)
    list.current?.children[next]?.scrollIntoView({ block: 'nearest' })
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (open) move(place + (event.key === 'ArrowDown' ? 1 : -1))
      else setOpen(true)
    } else if (event.key === 'Enter' && open) take(found[place])
    else if (event.key === 'Escape' && open) {
      close()
      event.stopPropagation()
    } else return
    event.preventDefault()
  }
  return { open, setOpen, typed, found, place, list, setActive, close, take, type, onKeyDown }
}

function optionsFor(typed: string, options: readonly Option[]): readonly Option[] {
  const query = typed.trim().toLowerCase()
  return options
    .filter((option) => `${option.label} ${option.hint ?? ''}`.toLowerCase().includes(query))
    .slice(0, SHOWN_MAX)
}

/** Type to find, arrows to move, Enter to take: the combobox pattern of the ARIA Authoring Practices. */
function Box(props: BoxProps) {
  const { control, shown, searching = false, disabled = false } = props
  const t = useText()
  const container = usePortal()
  const listId = useId()
  const box = useBox(props)
  return (
    <Radix.Root open={box.open} onOpenChange={(next) => !next && box.close()}>
      <Radix.Anchor asChild>
        <div className="relative">
          <input
            {...control}
            role="combobox"
            aria-expanded={box.open}
            aria-controls={box.open ? listId : undefined}
            aria-autocomplete="list"
            aria-activedescendant={
              box.open && box.found[box.place] ? `${listId}-${box.place}` : undefined
            }
            disabled={disabled}
            autoComplete="off"
            spellCheck={false}
            value={box.typed ?? shown}
            placeholder={t('common.field.comboHint')}
            onChange={(event) => box.type(event.target.value)}
            onClick={() => box.setOpen(true)}
            onKeyDown={box.onKeyDown}
            onBlur={box.close}
            className="control pr-9"
          />
          <span
            aria-hidden="true"
            className="pointer-events-none absolute inset-y-0 right-2.5 grid place-items-center text-soft"
          >
            {searching ? <Spinner /> : <ChevronsUpDown className="size-4" />}
          </span>
        </div>
      </Radix.Anchor>
      <Radix.Portal container={container}>
        <Radix.Content
          sideOffset={4}
          collisionPadding={8}
          onOpenAutoFocus={(event) => event.preventDefault()}
          onCloseAutoFocus={(event) => event.preventDefault()}
          // A press in the list must not take the focus from the box, which would close it first.
          onPointerDown={(event) => event.preventDefault()}
          onInteractOutside={(event) => event.preventDefault()}
          className="floating rising z-50 w-(--radix-popover-trigger-width) min-w-48 p-1 outline-none"
          role="presentation"
        >
          <Options box={box} id={listId} chosen={props.chosen} />
          {box.found.length === 0 && !searching && (
            <p role="status" className="px-3 py-2 text-sm text-soft">
              {t('common.nothingFound', { query: box.typed ?? '' })}
            </p>
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

function Options({
  box,
  id,
  chosen,
}: {
  box: ReturnType<typeof useBox>
  id: string
  chosen: readonly string[]
}) {
  const t = useText()
  return (
    <ul
      ref={box.list}
      id={id}
      role="listbox"
      aria-label={t('common.choose')}
      className="max-h-64 overflow-y-auto overscroll-contain"
    >
      {box.found.map((option, place) => (
        <li
          key={option.value}
          id={`${id}-${place}`}
          role="option"
          aria-selected={chosen.includes(option.value)}
          aria-disabled={option.disabled || undefined}
          onPointerMove={() => box.setActive(place)}
          onClick={() => box.take(option)}
          className={cn(
            'flex min-h-8 items-center gap-2 rounded-md px-2 py-1 pointer-coarse:min-h-11',
            place === box.place && 'bg-hover',
            option.disabled && 'text-faint',
          )}
        >
          <Check
            aria-hidden="true"
            className={cn(
              'size-4 shrink-0 text-accent-text',
              !chosen.includes(option.value) && 'invisible',
            )}
          />
          <span className="min-w-0 flex-1 truncate">{option.label}</span>
          {option.hint && <span className="truncate text-sm text-soft">{option.hint}</span>}
        </li>
      ))}
    </ul>
  )
}

type Shared = FieldFrame & {
  name?: string
  options: readonly Option[]
  onSearch?: (text: string) => void
  searching?: boolean
  disabled?: boolean
}

/** What the server finds changes while somebody types; what is chosen of it keeps its name. */
function useChosen<V extends string>(
  options: readonly Option<V>[],
  value: readonly string[],
): readonly Option<V>[] {
  const [kept, setKept] = useState<readonly Option<V>[]>([])
  const chosen = value.flatMap(
    (each) =>
      options.find((option) => option.value === each) ??
      kept.find((option) => option.value === each) ??
      [],
  )
  const isNew = ({ value: id, label }: Option<V>) =>
    !kept.some((option) => option.value === id && option.label === label)
  if (chosen.some(isNew)) setKept(chosen)
  return chosen
}

/** One of many, found by typing. */
export function Combobox<V extends string>({
  value,
  onChange,
  options,
  onSearch,
  searching,
  disabled,
  ...frame
}: Omit<Shared, 'options'> & {
  options: readonly Option<V>[]
  value: V | '' | null
  onChange: (value: V) => void
}) {
  const [chosen] = useChosen(options, value ? [value] : [])
  const shown = chosen?.label ?? value ?? ''
  return (
    <Field {...frame}>
      {(control) => (
        <Box
          {...{ control, options, shown, onSearch, searching, disabled }}
          chosen={value ? [value] : []}
          onChoose={(text) => {
            const option = options.find((each) => each.value === text)
            if (option) onChange(option.value)
          }}
        />
      )}
    </Field>
  )
}

/** Several of many: found by typing, shown as tags that can be taken off. */
export function MultiSelect({
  value,
  onChange,
  options,
  onSearch,
  searching,
  disabled,
  ...frame
}: Shared & { value: readonly string[]; onChange: (value: string[]) => void }) {
  const t = useText()
  const chosen = useChosen(options, value)
  const labelOf = (each: string) => chosen.find((option) => option.value === each)?.label ?? each
  function toggle(each: string) {
    onChange(value.includes(each) ? value.filter((other) => other !== each) : [...value, each])
  }
  return (
    <Field {...frame}>
      {(control) => (
        <div className="grid gap-2">
          <Box
            {...{ control, options, onSearch, searching, disabled }}
            shown=""
            chosen={value}
            onChoose={toggle}
            keepOpen
          />
          {value.length > 0 && (
            <ul className="flex flex-wrap gap-1.5">
              {value.map((each) => (
                <li key={each}>
                  <Tag
                    onRemove={() => toggle(each)}
                    removeLabel={t('common.field.multiRemove', { name: labelOf(each) })}
                  >
                    {labelOf(each)}
                  </Tag>
                </li>
              ))}
            </ul>
          )}
        </div>
      )}
    </Field>
  )
}
