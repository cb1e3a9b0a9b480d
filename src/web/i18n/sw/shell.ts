export const shell = {
  product: 'Kasi',
  skip: 'Ruka hadi maudhui',
  navigation: 'Urambazaji mkuu',
  openNavigation: 'Fungua urambazaji',
  closeNavigation: 'Funga urambazaji',
  collapse: 'Kunja urambazaji',
  expand: 'Kunjua urambazaji',
  breadcrumbs: 'Ulipo',

  areas: {
    home: 'Mwanzo',
    subscribers: 'Wateja',
    network: 'Mtandao',
    catalog: 'Katalogi',
    money: 'Fedha',
    organization: 'Shirika',
    people: 'Wafanyakazi na ufikiaji',
    system: 'Mfumo',
  },

  home: 'Mwanzo',
  stylePage: 'Ukurasa wa mitindo',
  searchOrJump: 'Tafuta au nenda…',
  message: 'Ujumbe',
  messages: 'Ujumbe ({{hotkey}})',
  profile: 'Akaunti yako',
  account: 'Wasifu wako',
  signOut: 'Ondoka',
  language: 'Lugha',
  english: 'English',
  swahili: 'Kiswahili',
  theme: 'Mandhari',
  themeSystem: 'Kama ya kifaa',
  themeLight: 'Angavu',
  themeDark: 'Giza',

  live: {
    on: 'Mubashara',
    onHint: 'Skrini hii inajisasisha yenyewe.',
    connecting: 'Inaunganisha…',
    connectingHint: 'Mabadiliko ya kwingine yataonekana muunganisho ukikamilika.',
    off: 'Nje ya mtandao',
    offHint: 'Unaona yaliyojulikana mwisho.',
  },

  palette: {
    title: 'Paleti ya amri',
    placeholder: 'Andika ukurasa, kitendo au jina…',
    goTo: 'Nenda',
    do: 'Fanya',
    found: 'Yaliyopatikana',
    recent: 'Ya hivi karibuni',
    nothing: 'Hakuna kinachoitwa “{{query}}”.',
    searching: 'Inatafuta…',
  },

  keys: {
    title: 'Mikato ya kibodi',
    palette: 'Tafuta, nenda ukurasa, fanya jambo',
    help: 'Orodha hii',
    searchTable: 'Tafuta kwenye jedwali',
    down: 'Safu inayofuata',
    up: 'Safu iliyotangulia',
    open: 'Fungua safu',
    select: 'Chagua safu',
    collapse: 'Kunja urambazaji',
    everywhere: 'Popote',
    inTables: 'Kwenye majedwali',
    goTo: 'Nenda',
  },

  session: {
    endsTitle: 'Utaondolewa hivi karibuni',
    endsBody:
      'Kipindi chako kinaisha baada ya {{left}}. Endelea kubaki ili usipoteze ambayo hujahifadhi.',
    stay: 'Endelea kubaki',
    ended: 'Kipindi chako kimeisha. Ingia ili uendelee ulipokuwa.',
  },

  stepUp: {
    title: 'Thibitisha ni wewe',
    body: 'Hili linabadilisha jambo nyeti, kwa hivyo tunauliza tena. Hakuna kitakachotokea kabla hujathibitisha.',
    password: 'Nenosiri lako',
    code: 'Msimbo wa tarakimu sita kutoka programu yako ya uthibitishaji',
    digits: 'Tarakimu zote sita, kama programu inavyozionyesha.',
    passkey: 'Tumia ufunguo wa siri',
    confirm: 'Thibitisha',
    wrong: 'Hiyo haikuwa sahihi. Jaribu tena.',
    cancelled: 'Imeghairiwa: hakuna kilichobadilishwa.',
  },

  down: {
    title: 'Kasi inavuta pumzi',
    body: 'Seva haijibu. Unachoona huenda ni cha zamani; tunajaribu tena kila baada ya sekunde chache.',
  },

  update: {
    title: 'Kuna toleo jipya la Kasi',
    body: 'Pakia ukurasa huu tena ili ulitumie.',
    reload: 'Pakia tena',
  },

  oldBrowser:
    'Kivinjari hiki ni cha zamani mno kwa Kasi. Kisasishe, au tumia Chrome, Edge au Firefox ya sasa.',
}
