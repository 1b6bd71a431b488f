import { describe, expect, it } from 'vitest'
import { fill, translate } from '#shared/i18n/translate.ts'
import { words } from '#shared/i18n/words/index.ts'

const names = (sentence: string): string[] =>
  [...new Set([...sentence.matchAll(/\{(\w+)[|}]/g)].map((match) => match[1]!))].sort()

describe('the dictionaries', () => {
  it('ask for the same values in both languages', () => {
    for (const [key, entry] of Object.entries(words)) expect([key, names(entry.en)]).toEqual([key, names(entry.zh)])
  })

  it('say something in both languages, unless the word is empty in both', () => {
    for (const [key, entry] of Object.entries(words)) expect([key, entry.en === '']).toEqual([key, entry.zh === ''])
  })

  it('have no Chinese left in the English, apart from the switch that names the other language', () => {
    for (const [key, entry] of Object.entries(words)) {
      if (key !== 'menu.languageShort') expect([key, /\p{Script=Han}/u.test(entry.en)]).toEqual([key, false])
    }
  })
})

describe('sentences', () => {
  it('take their values', () => {
    expect(translate('zh', 'n.cases', { n: 182 })).toBe('182 例')
  })

  it('choose the English form by the number', () => {
    expect(translate('en', 'n.cases', { n: 1 })).toBe('1 case')
    expect(translate('en', 'n.cases', { n: '1,143' })).toBe('1,143 cases')
  })

  it('leave an unknown name visible', () => {
    expect(fill('{a} and {b}', { a: 1 })).toBe('1 and {b}')
  })
})
