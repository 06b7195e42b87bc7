-- Lists by city, by change and by filter. The folded texts are filled by Kin in the same transaction;
-- they follow from the city and the country, so the log does not vouch for them.

ALTER TABLE customer ADD COLUMN city_folded TEXT NOT NULL DEFAULT '';
ALTER TABLE customer ADD COLUMN country_folded TEXT NOT NULL DEFAULT '';
CREATE INDEX customer_by_city ON customer (city_folded, search, id);
CREATE INDEX customer_by_updated ON customer (updated_at, id);
