export const accessDrops = {
  'too-short': 'Chini ya okteti 20 za kichwa cha pakiti.',
  'length-field': 'Urefu unaotajwa si ule uliofika, au si urefu ambao pakiti inaweza kuwa nao.',
  'attribute-length': 'Sifa moja inasema ni fupi kuliko kichwa chake yenyewe.',
  'attribute-overrun': 'Sifa moja inapita mwisho wa pakiti.',
  'unknown-code': 'Aina ya pakiti ambayo seva hii haiijui.',
  'unexpected-code': 'Aina ya pakiti isiyofaa kwenye mlango huu.',
  'unknown-nas': 'Hakuna ruta yenye anwani hii iliyosajiliwa.',
  'authenticator-wrong': 'Uthibitisho haulingani: mara nyingi siri si sahihi.',
  'message-authenticator-wrong':
    'Message-Authenticator hailingani: siri si sahihi, au pakiti ilibadilishwa njiani.',
  'message-authenticator-missing': 'Ruta hii lazima itie saini maombi yake, na hili halina saini.',
  'message-authenticator-malformed': 'Message-Authenticator si okteti 16, au ziko mbili.',
  'proxy-state-unsigned':
    'Ombi lisilo na saini lenye Proxy-State: mfano wa shambulio la BlastRADIUS.',
  'proxy-state-too-long':
    'Proxy-State ni nyingi kiasi kwamba jibu halina nafasi yake pamoja na kitu kingine.',
  'eap-unsigned': 'EAP bila Message-Authenticator.',
  'status-unsigned': 'Status-Server bila Message-Authenticator.',
  'tls-refused': 'Mazungumzo ya TLS yasiyothibitisha chochote, au yaliyoshindwa.',
  'tls-crowded': 'Mazungumzo ya TLS yaliyopisha mapya: mengi mno yalikuwa wazi.',
  'duplicate-in-work': 'Limetumwa tena wakati ombi bado linajibiwa.',
  'given-up': 'Ruta imekwisha kukata tamaa na ombi hili.',
  closing: 'Mchakato huu unakaribia kusimama na haupokei jipya.',
  'over-share':
    'Mtumaji anauliza zaidi ya sehemu yake wakati yanakuja mengi kuliko yanayoweza kujibiwa: haikuangaliwa, na itakuja tena.',
  'queue-full':
    'Hesabu nyingi zinasubiri kuliko zinavyoweza kuhifadhiwa: inakataliwa, na itatumwa tena.',
  'reply-unexpected': 'Jibu lisilojibu ombi lolote lililo wazi.',
  'reply-code': 'Jibu ambalo aina yake hailingani na ombi lake.',
  'reply-authenticator-wrong': 'Jibu ambalo uthibitisho wake haulingani.',
}
