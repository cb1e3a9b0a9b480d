/** The frame around every screen: navigation, top bar, palette, session. */
export const shell = {
  product: 'Kasi',
  skip: 'Skip to the content',
  navigation: 'Main navigation',
  openNavigation: 'Open navigation',
  closeNavigation: 'Close navigation',
  collapse: 'Collapse navigation',
  expand: 'Expand navigation',
  breadcrumbs: 'Where you are',

  areas: {
    home: 'Home',
    subscribers: 'Subscribers',
    network: 'Network',
    catalog: 'Catalog',
    money: 'Money',
    organization: 'Organization',
    people: 'Staff and access',
    system: 'System',
  },

  home: 'Home',
  stylePage: 'Style page',
  searchOrJump: 'Search or jump to…',
  message: 'Message',
  messages: 'Messages ({{hotkey}})',
  profile: 'Your account',
  account: 'Your profile',
  signOut: 'Sign out',
  language: 'Language',
  english: 'English',
  swahili: 'Kiswahili',
  theme: 'Theme',
  themeSystem: 'As the system',
  themeLight: 'Light',
  themeDark: 'Dark',

  live: {
    on: 'Live',
    onHint: 'This screen updates by itself.',
    connecting: 'Connecting…',
    connectingHint: 'Changes made elsewhere appear once the connection stands.',
    off: 'Offline',
    offHint: 'You see what was last known.',
  },

  palette: {
    title: 'Command palette',
    placeholder: 'Type a page, an action or a name…',
    goTo: 'Go to',
    do: 'Do',
    found: 'Found',
    recent: 'Recent',
    nothing: 'Nothing is called “{{query}}”.',
    searching: 'Searching…',
  },

  keys: {
    title: 'Keyboard shortcuts',
    palette: 'Search, go to a page, do something',
    help: 'This list',
    searchTable: 'Search in the table',
    down: 'Next row',
    up: 'Previous row',
    open: 'Open the row',
    select: 'Select the row',
    collapse: 'Collapse the navigation',
    everywhere: 'Everywhere',
    inTables: 'In tables',
    goTo: 'Go to',
  },

  session: {
    endsTitle: 'You will be signed out soon',
    endsBody: 'Your session ends in {{left}}. Stay signed in to keep what you have not saved.',
    stay: 'Stay signed in',
    ended: 'Your session has ended. Sign in to go on where you were.',
  },

  stepUp: {
    title: 'Confirm it is you',
    body: 'This changes something sensitive, so we ask again. Nothing happens until you confirm.',
    password: 'Your password',
    code: 'Six-digit code from your authenticator app',
    digits: 'All six digits, as the app shows them.',
    passkey: 'Use a passkey',
    confirm: 'Confirm',
    wrong: 'That was not right. Try again.',
    cancelled: 'Cancelled: nothing was changed.',
  },

  down: {
    title: 'Kasi is catching its breath',
    body: 'The server does not answer. What you see may be out of date; trying again every few seconds.',
  },

  update: {
    title: 'A newer Kasi is here',
    body: 'Load this page again to use it.',
    reload: 'Load again',
  },

  oldBrowser:
    'This browser is too old for Kasi. Update it, or use a current Chrome, Edge or Firefox.',
} as const
