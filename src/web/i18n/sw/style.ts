export const style = { title: 'Ukurasa wa mitindo' }
