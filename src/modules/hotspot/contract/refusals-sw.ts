/** Swahili for every refusal of this room: said by the captive page itself and, to staff, by the web. */
export const REFUSALS_SW = {
  door_not_found: 'Hakuna hotspot hapa.',
  door_closed: 'Hotspot hii imefungwa kwa sasa.',
  plan_not_offered: 'Kifurushi hiki hakiuzwi tena hapa. Chagua kingine.',
  phone_not_mobile: 'Andika namba ya simu inayolipa, kama 0712 345 678.',
  terms_not_accepted: 'Kwanza kubali masharti.',
  pass_not_found: 'Hatukutambui kwa hii tena. Ingia upya, au nunua.',
  pass_over: 'Muda huu umeisha. Nunua zaidi ili uendelee.',
  pass_elsewhere: 'Muda huu ulinunuliwa kwa mahali pengine, na hutumika huko tu.',
  purchase_not_found: 'Ununuzi huo haupo tena.',
  code_wrong: 'Msimbo huu si sahihi, au umepitwa na wakati. Omba mwingine.',
  receipt_refused: 'Risiti hii haikubaliki.',
  receipt_other: 'Risiti hii ililipia kitu kingine. Tuulize, ukiwa na ujumbe wa M-Pesa.',
  no_device:
    'Hatuwezi kutofautisha kifaa hiki na vingine. Zima Wi-Fi kisha uiwashe, na ufungue ukurasa huu tena.',
  slots_full: 'Nafasi zote za muda huu zimejaa ({{slots}}). Kwanza ondoa kifaa kimoja.',
  free_taken: 'Kifaa hiki kimepata dakika zake za bure. Kutakuwa na zingine tarehe {{at}}.',
  free_none: 'Hakuna dakika za bure zilizobaki leo. Jaribu tena kesho.',
  has_time: 'Kifaa hiki kina muda uliobaki. Dakika za bure ni za wakati umeisha.',
  too_many_asked: 'Kifaa hiki kimeomba malipo mengi. Subiri sekunde {{wait_s}}.',
  plan_unfit:
    'Vifurushi vya hotspot viko sokoni, hulipwa kabla ya kutumiwa, na bei yao ina kodi zote.',
  file_not_found: 'Ruta hazihitaji faili hiyo.',
  door_changed: 'Mtu mwingine amebadilisha hotspot hii. Ifungue upya.',
} as const satisfies Readonly<Record<string, string>>
