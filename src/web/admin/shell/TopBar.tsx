import {
  Keyboard,
  Languages,
  LogOut,
  Menu as MenuIcon,
  Monitor,
  Moon,
  Search,
  Sun,
  UserRound,
} from 'lucide-react'
import { openShortcutHelp } from '#web/admin/shell/Shortcuts.tsx'
import { LANGUAGES, setLanguage, useLanguage, useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { useMe } from '#web/session.ts'
import { useSignOut } from '#web/admin/sign-in/use-sign-out.ts'
import { LiveMark } from '#web/admin/shell/LiveMark.tsx'
import { THEMES, useTheme } from '#web/state/theme.ts'
import { Avatar } from '#web/ui/Avatar.tsx'
import { IconButton } from '#web/ui/IconButton.tsx'
import { useGo } from '#web/ui/Link.tsx'
import { Kbd } from '#web/ui/Kbd.tsx'
import { MOD } from '#web/ui/keys.ts'
import { Menu, MenuChoice, MenuItem, MenuLabel, MenuSeparator } from '#web/ui/Menu.tsx'

const THEME_ICONS = { system: Monitor, light: Sun, dark: Moon }

export function TopBar({ onMenu, onPalette }: { onMenu: () => void; onPalette: () => void }) {
  const t = useText()
  return (
    <header className="sticky top-0 z-30 flex h-14 items-center gap-2 border-b bg-paper px-3 sm:px-5">
      <IconButton label={t('shell.openNavigation')} onClick={onMenu} className="lg:hidden">
        <MenuIcon />
      </IconButton>
      <button
        type="button"
        onClick={onPalette}
        className="flex h-9 min-w-0 flex-1 items-center gap-2 rounded-md border border-line bg-surface px-3 text-left text-soft shadow-sm transition-colors hover:border-field sm:max-w-sm pointer-coarse:h-11"
      >
        <Search aria-hidden="true" className="size-4 shrink-0" />
        <span className="flex-1 truncate">{t('shell.searchOrJump')}</span>
        <span aria-hidden="true" className="hidden gap-1 sm:flex">
          <Kbd>{MOD}</Kbd>
          <Kbd>K</Kbd>
        </span>
      </button>
      <div className="ml-auto flex items-center gap-1">
        <LiveMark />
        <span className="hidden sm:contents">
          <LanguageMenu />
          <ThemeMenu />
        </span>
        <ProfileMenu />
      </div>
    </header>
  )
}

/** Each language is named in itself, so that somebody lost in the other one finds their own. */
const LANGUAGE_NAMES = { en: 'English', sw: 'Kiswahili' } as const
const languageOptions = LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))

export function LanguageMenu() {
  const t = useText()
  const language = useLanguage()
  return (
    <Menu
      trigger={
        <IconButton label={t('shell.language')}>
          <Languages />
        </IconButton>
      }
    >
      <MenuLabel>{t('shell.language')}</MenuLabel>
      <MenuChoice
        value={language}
        onChange={(next) => void setLanguage(next)}
        options={languageOptions}
      />
    </Menu>
  )
}

function useThemeOptions() {
  const t = useText()
  const names = {
    system: t('shell.themeSystem'),
    light: t('shell.themeLight'),
    dark: t('shell.themeDark'),
  }
  return THEMES.map((value) => ({ value, label: names[value] }))
}

export function ThemeMenu() {
  const t = useText()
  const { theme, setTheme } = useTheme()
  const Icon = THEME_ICONS[theme]
  return (
    <Menu
      trigger={
        <IconButton label={t('shell.theme')}>
          <Icon />
        </IconButton>
      }
    >
      <MenuLabel>{t('shell.theme')}</MenuLabel>
      <MenuChoice value={theme} onChange={setTheme} options={useThemeOptions()} />
    </Menu>
  )
}

function ProfileMenu() {
  const t = useText()
  const go = useGo()
  const me = useMe()
  const language = useLanguage()
  const { theme, setTheme } = useTheme()
  const themes = useThemeOptions()
  const leave = useSignOut()
  if (!me) return null

  return (
    <Menu
      trigger={
        <button type="button" className="ml-1 rounded-full pointer-coarse:p-1.5">
          <Avatar name={me.name} />
          <span className="sr-only">{t('shell.profile')}</span>
        </button>
      }
    >
      <div className="px-2 pt-1.5 pb-2">
        <p className="font-medium">{me.name}</p>
        <p className="text-sm text-soft">{me.email}</p>
      </div>
      <MenuSeparator />
      <MenuItem icon={<UserRound />} onSelect={() => go(paths.account())}>
        {t('shell.account')}
      </MenuItem>
      <MenuItem icon={<Keyboard />} keys="?" onSelect={openShortcutHelp}>
        {t('shell.keys.title')}
      </MenuItem>
      <div className="sm:hidden">
        <MenuSeparator />
        <MenuLabel>{t('shell.language')}</MenuLabel>
        <MenuChoice
          value={language}
          onChange={(next) => void setLanguage(next)}
          options={languageOptions}
        />
        <MenuLabel>{t('shell.theme')}</MenuLabel>
        <MenuChoice value={theme} onChange={setTheme} options={themes} />
      </div>
      <MenuSeparator />
      <MenuItem icon={<LogOut />} onSelect={() => void leave()}>
        {t('shell.signOut')}
      </MenuItem>
    </Menu>
  )
}
