package text

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// DateStyle is how one language writes dates. All of it is data, so that a
// language can be added by a file of words. In the patterns stand
//
//	{year} {month} {day}   numbers without leading zeros
//	{weekday} {monthname}  from Weekdays and Months
//	{era}                  the era with its year, such as 令和8 or 令和元;
//	                       before the first era, or without any, the year
//
// Years, months (1 to 12) and days (1 to 31) are those of the calendar on the
// wall; time zones are the caller's affair.
type DateStyle struct {
	Date        string     // a day of a year
	DateWeekday string     // a day of a year, with the weekday
	Month       string     // a month of a year
	MonthDay    string     // a day whose year is plain
	Weekdays    [7]string  // from Sunday
	Months      [12]string // from January
	Eras        []Era      // oldest first; may be empty
}

// Era is a span of years with a name of its own; it lasts until the next one.
type Era struct {
	Name             string
	Year, Month, Day int // its first day
}

// JapaneseDates returns the Japanese style: 2026年10月31日（土）. A site that
// counts by eras replaces {year} by {era} in the patterns.
func JapaneseDates() DateStyle {
	return DateStyle{
		Date:        "{year}年{month}月{day}日",
		DateWeekday: "{year}年{month}月{day}日（{weekday}）",
		Month:       "{year}年{month}月",
		MonthDay:    "{month}月{day}日",
		Weekdays:    [7]string{"日", "月", "火", "水", "木", "金", "土"},
		Months:      [12]string{"1月", "2月", "3月", "4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月", "12月"},
		Eras: []Era{
			{"昭和", 1926, 12, 25},
			{"平成", 1989, 1, 8},
			{"令和", 2019, 5, 1},
		},
	}
}

// EnglishDates returns the English style: Saturday, October 31, 2026.
func EnglishDates() DateStyle {
	s := DateStyle{
		Date:        "{monthname} {day}, {year}",
		DateWeekday: "{weekday}, {monthname} {day}, {year}",
		Month:       "{monthname} {year}",
		MonthDay:    "{monthname} {day}",
	}
	for i := range s.Weekdays {
		s.Weekdays[i] = time.Weekday(i).String()
	}
	for i := range s.Months {
		s.Months[i] = time.Month(i + 1).String()
	}
	return s
}

// FormatDate writes a day: 2026年10月31日, October 31, 2026.
func (s DateStyle) FormatDate(year, month, day int) string {
	return s.format(s.Date, year, month, day)
}

// FormatDateWeekday writes a day with its weekday: 2026年10月31日（土）.
func (s DateStyle) FormatDateWeekday(year, month, day int) string {
	return s.format(s.DateWeekday, year, month, day)
}

// FormatMonth writes a month: 2026年10月, October 2026. A month in which an era
// ends belongs to the era of its first day.
func (s DateStyle) FormatMonth(year, month int) string {
	return s.format(s.Month, year, month, 1)
}

// FormatMonthDay writes a day without its year: 10月31日, October 31.
func (s DateStyle) FormatMonthDay(month, day int) string {
	return s.format(s.MonthDay, 2000, month, day)
}

// Weekday returns the name of the weekday of a day: 土, Saturday.
func (s DateStyle) Weekday(year, month, day int) string {
	return s.Weekdays[time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC).Weekday()]
}

func (s DateStyle) format(pattern string, year, month, day int) string {
	var b strings.Builder
	for {
		before, rest, open := strings.Cut(pattern, "{")
		b.WriteString(before)
		if !open {
			return b.String()
		}
		var name string
		name, pattern, _ = strings.Cut(rest, "}")
		switch name {
		case "year":
			b.WriteString(strconv.Itoa(year))
		case "month":
			b.WriteString(strconv.Itoa(month))
		case "day":
			b.WriteString(strconv.Itoa(day))
		case "weekday":
			b.WriteString(s.Weekday(year, month, day))
		case "monthname":
			b.WriteString(s.Months[month-1])
		case "era":
			b.WriteString(s.eraYear(year, month, day))
		default:
			b.WriteString("{" + name + "}")
		}
	}
}

// eraYear returns the era of a day and the year within it; the first is 元年.
func (s DateStyle) eraYear(year, month, day int) string {
	for _, era := range slices.Backward(s.Eras) {
		if cmp.Or(year-era.Year, month-era.Month, day-era.Day) < 0 {
			continue
		}
		if year == era.Year {
			return era.Name + "元"
		}
		return era.Name + strconv.Itoa(year-era.Year+1)
	}
	return strconv.Itoa(year)
}
