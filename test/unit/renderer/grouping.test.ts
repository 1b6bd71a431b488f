import { expect, test } from 'vitest'
import { BLANK_DRAFT, inputOfDraft } from '#renderer/pages/grouping/draft.ts'
import { placeOfParam, placeParam } from '#renderer/pages/grouping/place.ts'
import { shareText } from '#renderer/pages/grouping/ratio.ts'

test('what is typed into the calculator becomes a case; codes are told apart by whatever stands between them', () => {
  const draft = {
    ...BLANK_DRAFT,
    sex: 'F',
    age: 68,
    discharge: ' 1 ',
    dx: ' M17.900，I10.x00|E11.900\nJ96.000 ',
  } as const
  expect(inputOfDraft(draft)).toMatchObject({
    sex: 'F',
    age: 68,
    discharge: '1',
    dept: null,
    dx: ['M17.900', 'I10.x00', 'E11.900', 'J96.000'],
    proc: [],
  })
  expect(inputOfDraft(BLANK_DRAFT).discharge).toBeNull()
})

test('a place of the scheme goes through the address and back; anything else is the scheme itself', () => {
  expect(placeOfParam(placeParam({ level: 'adrg', code: 'IC2' }))).toEqual({ level: 'adrg', code: 'IC2' })
  expect(placeOfParam(placeParam({ level: 'type', code: 'core' }))).toEqual({ level: 'type', code: 'core' })
  expect(placeOfParam('mdc:313|x:y')).toEqual({ level: 'mdc', code: '313|x:y' })
  for (const text of [null, '', 'IC2', 'drg:IC25', 'dip:M17.1:81.54', 'adrg:']) expect(placeOfParam(text)).toBeNull()
})

test('a share of nothing is a dash, not 0%', () => {
  expect([shareText(0, 0), shareText(0, 5), shareText(1, 3)]).toEqual(['—', '0.0%', '33.3%'])
})
