import type { signIn as english } from '#web/i18n/en/sign-in.ts'
import type { Translation } from '#web/i18n/keys.ts'

export const signIn: Translation<typeof english> = {
  title: 'Ingia',
  lead: 'kwenye {{name}}',
  email: 'Barua pepe',
  password: 'Nenosiri',
  submit: 'Ingia',
  wrong: 'Barua pepe au nenosiri si sahihi.',
  forgotten: 'Umesahau nenosiri?',
  passkey: 'Tumia ufunguo wa siri (passkey)',
  or: 'au',
  passkeyElsewhere: 'Funguo za siri hufungwa kwa jina. Fungua Kasi kwa jina lake na uingie hapo:',
  passkeyNeedsName:
    'Funguo za siri hufungwa kwa jina, na anwani hii haina jina. Muulize anayeendesha Kasi jina lake.',
  passkeyFailed: 'Ufunguo wa siri haukutumika. Jaribu tena, au ingia kwa barua pepe na nenosiri.',
  runsOn: 'Inaendeshwa na Kasi',
  language: 'Lugha',
  startOver: 'Anza upya',
  backToSignIn: 'Rudi kuingia',
  throttled: 'Umejaribu mara nyingi mno. Jaribu tena baada ya sekunde {{seconds}}.',

  second: {
    title: 'Hatua moja zaidi',
    totpLead: 'Andika namba ambayo programu yako ya uthibitishaji inaonyesha sasa.',
    emailLead: 'Tumetuma namba kwa {{address}}. Inafanya kazi kwa dakika kumi.',
    emailLeadUnsent: 'Tutatuma namba kwenye barua pepe yako.',
    recoveryLead: 'Andika mojawapo ya namba za dharura ulizohifadhi. Kila moja hutumika mara moja.',
    passkeyLead:
      'Thibitisha kwa ufunguo wa siri ulio kwenye kifaa hiki, simu yako au ufunguo wa usalama.',
    code: 'Namba ya tarakimu sita',
    recoveryCode: 'Namba ya dharura',
    submit: 'Endelea',
    wrong: 'Namba hiyo si sahihi, au muda wake umekwisha.',
    sendCode: 'Tuma namba',
    resend: 'Tuma namba mpya',
    resendIn: 'Namba mpya inaweza kutumwa baada ya sekunde {{seconds}}',
    another: 'Tumia njia nyingine',
    useTotp: 'Programu ya uthibitishaji',
    useEmail: 'Namba kwa barua pepe',
    useRecovery: 'Namba ya dharura',
    usePasskey: 'Ufunguo wa siri',
  },

  enrol: {
    title: 'Linda akaunti yako',
    lead: 'Kazi yako inagusa mambo muhimu ya watu wengine, kwa hiyo inahitaji uthibitisho wa pili. Inachukua dakika moja.',
    choose: 'Unataka kuthibitisha vipi kwamba ni wewe?',
    passkey: 'Ufunguo wa siri (passkey)',
    passkeyHint:
      'Alama ya kidole, uso au PIN ya kifaa hiki. Ni ya haraka zaidi, na hakuna anayeweza kuilaghai.',
    totp: 'Programu ya uthibitishaji',
    totpHint: 'Namba ya tarakimu sita kwenye simu yako. Inafanya kazi kwenye kifaa chochote.',
    passkeyName: 'Jina la ufunguo huu',
    passkeyNameHint: 'Ili uutambue baadaye: “Kompyuta ya kazini”.',
    addPasskey: 'Tengeneza ufunguo',
    passkeyFailed: 'Ufunguo haukutengenezwa. Jaribu tena, au tumia programu ya uthibitishaji.',
    scan: 'Changanua hii kwa programu yako ya uthibitishaji',
    scanHint:
      'Google Authenticator, Aegis, 1Password na nyingine zinafaa. Huwezi kuchanganua? Andika ufunguo badala yake.',
    key: 'Ufunguo',
    qr: 'Msimbo wa QR wa programu ya uthibitishaji',
    code: 'Namba ya tarakimu sita inayoonyeshwa na programu',
    confirm: 'Thibitisha',
    codesTitle: 'Hifadhi namba zako za dharura',
    codesLead:
      'Ukipoteza simu yako, mojawapo ya hizi itakuingiza. Kila moja hutumika mara moja. Zinaonyeshwa sasa tu.',
    codesKept: 'Nimezihifadhi mahali salama',
    codesCopy: 'Nakili zote',
    codesDownload: 'Pakua',
    done: 'Endelea kwenye Kasi',
    signOut: 'Ondoka',
  },

  forgot: {
    title: 'Umesahau nenosiri?',
    lead: 'Andika barua pepe yako. Ikiwa tunaijua, namba itafika ndani ya dakika moja.',
    send: 'Tuma namba',
    codeTitle: 'Chagua nenosiri jipya',
    codeLead:
      'Andika namba kutoka kwenye barua pepe na nenosiri jipya. Hakuna kitu kwenye kikasha? Huenda barua pepe ni nyingine.',
    code: 'Namba kutoka kwenye barua pepe',
    password: 'Nenosiri jipya',
    submit: 'Weka nenosiri',
    wrong: 'Namba hiyo si sahihi, au muda wake umekwisha.',
    doneTitle: 'Nenosiri lako limebadilishwa',
    doneLead: 'Vipindi vyako vingine vyote vimefungwa. Ingia kwa nenosiri jipya.',
  },

  invited: {
    title: 'Karibu, {{name}}',
    lead: '{{by}} anakualika {{isp}} kama {{roles}}.',
    name: 'Jina lako',
    password: 'Chagua nenosiri',
    submit: 'Jiunge',
    goneTitle: 'Mwaliko huu haufunguki tena',
    goneLead: 'Umetumika, umeondolewa, au muda wake umekwisha. Mwombe aliyekualika akutumie mpya.',
  },

  setUp: {
    title: 'Anzisha ISP yako',
    lead: 'Kasi hii ni mpya. Tengeneza akaunti ya kwanza: ndiyo inayomiliki kila kitu na kualika wengine.',
    code: 'Namba ya kuanzisha',
    codeHint:
      'Imeandikwa mahali Kasi ilipoanzishwa, na kwa “kasi staff set-up-code”. Inathibitisha kwamba seva ni yako.',
    name: 'Jina lako',
    email: 'Barua pepe yako',
    password: 'Chagua nenosiri',
    submit: 'Tengeneza akaunti yangu',
    done: 'Mtu mwingine tayari ameanzisha Kasi hii.',
  },
}
