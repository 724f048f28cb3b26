package text

import "testing"

func TestDateStyles(t *testing.T) {
	ja, en := JapaneseDates(), EnglishDates()
	for _, test := range []struct{ got, want string }{
		{ja.FormatDate(2026, 10, 31), "2026年10月31日"},
		{ja.FormatDateWeekday(2026, 10, 31), "2026年10月31日（土）"},
		{ja.FormatDateWeekday(2019, 1, 31), "2019年1月31日（木）"},
		{ja.FormatMonth(2026, 10), "2026年10月"},
		{ja.FormatMonthDay(1, 5), "1月5日"},
		{ja.Weekday(2024, 2, 29), "木"},
		{en.FormatDate(2026, 10, 31), "October 31, 2026"},
		{en.FormatDateWeekday(2026, 10, 31), "Saturday, October 31, 2026"},
		{en.FormatMonth(2026, 10), "October 2026"},
		{en.FormatMonthDay(1, 5), "January 5"},
		{en.Weekday(2024, 2, 29), "Thursday"},
	} {
		if test.got != test.want {
			t.Errorf("got %s, want %s", test.got, test.want)
		}
	}
}

func TestEras(t *testing.T) {
	ja := JapaneseDates()
	ja.Date = "{era}年{month}月{day}日"
	ja.Month = "{era}年{month}月"
	for _, test := range []struct {
		year, month, day int
		want             string
	}{
		{2026, 10, 31, "令和8年10月31日"},
		{2019, 5, 1, "令和元年5月1日"},
		{2019, 4, 30, "平成31年4月30日"},
		{1989, 1, 8, "平成元年1月8日"},
		{1989, 1, 7, "昭和64年1月7日"},
		{1926, 12, 25, "昭和元年12月25日"},
		{1926, 12, 24, "1926年12月24日"},
	} {
		if got := ja.FormatDate(test.year, test.month, test.day); got != test.want {
			t.Errorf("got %s, want %s", got, test.want)
		}
	}
	if got := ja.FormatMonth(2019, 1); got != "平成31年1月" {
		t.Errorf("got %s", got)
	}
}

// A third language is data alone.
func TestDatesOfAThirdLanguage(t *testing.T) {
	de := DateStyle{
		DateWeekday: "{weekday}, {day}. {monthname} {year}",
		Weekdays:    [7]string{"So", "Mo", "Di", "Mi", "Do", "Fr", "Sa"},
		Months:      [12]string{9: "Oktober"},
	}
	if got := de.FormatDateWeekday(2026, 10, 31); got != "Sa, 31. Oktober 2026" {
		t.Errorf("got %s", got)
	}
}
