package model

import (
	"cmp"
	"fmt"
	"time"
)

// Day is a calendar day in the site's time zone. The zero Day means "not given".
type Day struct {
	Year  int
	Month time.Month
	Day   int
}

// DayOf returns the calendar day of t in t's own location.
func DayOf(t time.Time) Day {
	y, m, d := t.Date()
	return Day{y, m, d}
}

func (d Day) IsZero() bool { return d == Day{} }

// String returns the ISO 8601 form, 2026-10-31.
func (d Day) String() string { return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day) }

// MonthOf returns the month that d lies in.
func (d Day) MonthOf() Month { return Month{d.Year, d.Month} }

// Weekday returns the day of the week.
func (d Day) Weekday() time.Weekday {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC).Weekday()
}

// Since returns the number of days from e to d.
func (d Day) Since(e Day) int {
	utc := func(x Day) time.Time { return time.Date(x.Year, x.Month, x.Day, 0, 0, 0, 0, time.UTC) }
	return int(utc(d).Sub(utc(e)).Hours() / 24)
}

// Compare orders days, earlier first.
func (d Day) Compare(e Day) int {
	return cmp.Or(cmp.Compare(d.Year, e.Year), cmp.Compare(d.Month, e.Month), cmp.Compare(d.Day, e.Day))
}

// Month is a calendar month in the site's time zone.
type Month struct {
	Year  int
	Month time.Month
}

func (m Month) IsZero() bool { return m == Month{} }

// String returns the ISO 8601 form, 2026-10.
func (m Month) String() string { return fmt.Sprintf("%04d-%02d", m.Year, m.Month) }

// Path returns the month as two URL segments, 2026/10.
func (m Month) Path() string { return fmt.Sprintf("%04d/%02d", m.Year, m.Month) }

// Add returns the month n months later.
func (m Month) Add(n int) Month {
	i := m.index() + n
	return Month{i / 12, time.Month(i%12 + 1)}
}

// Since returns the number of months from n to m.
func (m Month) Since(n Month) int { return m.index() - n.index() }

// Compare orders months, earlier first.
func (m Month) Compare(n Month) int { return cmp.Compare(m.index(), n.index()) }

func (m Month) index() int { return m.Year*12 + int(m.Month) - 1 }

// ParseMonth reads 2026-10.
func ParseMonth(s string) (Month, error) {
	t, err := time.Parse("2006-01", s)
	if err != nil {
		return Month{}, fmt.Errorf("model: %q is not a month of the form 2026-10", s)
	}
	return Month{t.Year(), t.Month()}, nil
}
