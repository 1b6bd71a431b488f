import type { Migration } from './index.ts'

/**
 * What indicators of outcome and efficiency are summed from, one column each in the facts (see store/fact-extras.ts), filled here for the
 * cases a book already has: closed months are computed no more. `self_pay_fen` of a roll-up is null where no line states its share.
 */
export const migration010: Migration = {
  version: 10,
  up: `
ALTER TABLE case_category ADD COLUMN self_pay_fen INTEGER;
UPDATE case_category SET self_pay_fen = s.amount
  FROM (SELECT l.case_id, i.category, l.batch_id, sum(iif(CAST(l.self_pay_ratio AS REAL) >= 1, l.amount_fen, 0)) AS amount
    FROM charge_line AS l JOIN charge_item AS i ON i.id = l.item_id
    WHERE l.self_pay_ratio IS NOT NULL GROUP BY 1, 2, 3) AS s
  WHERE s.case_id = case_category.case_id AND s.category = case_category.category AND s.batch_id = case_category.batch_id;

-- By what a later stay of the same patient is found.
CREATE INDEX IF NOT EXISTS hospital_case_patient ON hospital_case (patient_id, admitted_at);

ALTER TABLE case_fact ADD COLUMN operated INTEGER;
ALTER TABLE case_fact ADD COLUMN preop_days INTEGER;
ALTER TABLE case_fact ADD COLUMN readmitted INTEGER;
ALTER TABLE case_fact ADD COLUMN complicated INTEGER;
ALTER TABLE case_fact ADD COLUMN day_surgery INTEGER;
ALTER TABLE case_fact ADD COLUMN self_pay_fen INTEGER;

UPDATE case_fact SET operated = e.operated, preop_days = e.preop, readmitted = e.readmitted, complicated = e.complicated,
    day_surgery = e.day_surgery, self_pay_fen = e.self_pay
  FROM (
    SELECT b.id, b.operated, b.day_surgery, b.self_pay,
      iif(b.operated AND date(b.first_done) >= date(b.admitted_at),
        CAST(julianday(date(b.first_done)) - julianday(date(b.admitted_at)) AS INTEGER), NULL) AS preop,
      iif(b.operated, coalesce(b.complication, b.arisen), NULL) AS complicated,
      CASE WHEN b.died THEN NULL WHEN b.readmit_31d IS NOT NULL THEN b.readmit_31d
        WHEN b.patient_id IS NULL OR b.discharged_at IS NULL THEN NULL
        WHEN EXISTS (SELECT 1 FROM hospital_case AS later WHERE later.patient_id = b.patient_id AND later.id <> b.id
          AND later.admitted_at >= b.discharged_at AND date(later.admitted_at) <= date(b.discharged_at, '+31 days')) THEN 1
        WHEN date(b.discharged_at, '+31 days') < (SELECT date(max(period) || '-01', '+1 month') FROM hospital_case) THEN 0
        ELSE NULL END AS readmitted
    FROM (
      SELECT c.id, c.patient_id, c.admitted_at, c.discharged_at, c.readmit_31d, c.complication, c.day_surgery,
        (coalesce(c.death, 0) = 1 OR coalesce(c.discharge, '') = '5') AS died, pr.first_done, dx.arisen, k.self_pay,
        (coalesce(c.op_minutes, 0) > 0 OR coalesce(c.anaesthesia_minutes, 0) > 0 OR coalesce(c.main_surgeon, '') <> ''
          OR pr.first_done IS NOT NULL) AS operated
      FROM hospital_case AS c
      LEFT JOIN (SELECT case_id, min(done_at) AS first_done FROM procedure_done GROUP BY case_id) AS pr ON pr.case_id = c.id
      LEFT JOIN (SELECT case_id, max(position > 0 AND substr(code, 1, 3) BETWEEN 'T80' AND 'T88' AND poa IN ('4', '无')) AS arisen
        FROM diagnosis GROUP BY case_id HAVING count(nullif(poa, '')) > 0) AS dx ON dx.case_id = c.id
      LEFT JOIN (SELECT case_id, sum(self_pay_fen) AS self_pay FROM case_category
        WHERE batch_id IN (SELECT id FROM batch WHERE state = 'committed') GROUP BY case_id) AS k ON k.case_id = c.id
    ) AS b
  ) AS e
  WHERE e.id = case_fact.case_id;
`,
}
