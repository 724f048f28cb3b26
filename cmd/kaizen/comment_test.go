package main

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// forge is the part of the API of GitHub or GitLab that keeps comments.
type forge struct {
	t        *testing.T
	comments []map[string]any // oldest first
	auth     string           // the header that every request must have, "Name: value"
	calls    []string         // what changed something
}

func (f *forge) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name, value, _ := strings.Cut(f.auth, ": ")
	if r.Header.Get(name) != value {
		w.WriteHeader(http.StatusForbidden)
		return
	}
	if r.URL.Path == "/user" {
		w.Write([]byte(`{"id": 7}`))
		return
	}
	if r.Method == http.MethodGet {
		page := f.comments
		if r.URL.Query().Get("page") != "1" {
			page = page[min(len(page), 100):]
		}
		if err := json.NewEncoder(w).Encode(page[:min(len(page), 100)]); err != nil {
			f.t.Error(err)
		}
		return
	}
	var got struct{ Body string }
	if err := json.NewDecoder(r.Body).Decode(&got); err != nil {
		f.t.Errorf("%s %s: %v", r.Method, r.URL.Path, err)
	}
	f.calls = append(f.calls, r.Method+" "+r.URL.Path+" "+got.Body)
	if r.Method == http.MethodPost {
		f.comments = append(f.comments, map[string]any{"id": 900, "body": got.Body,
			"user": map[string]any{"login": "github-actions[bot]"}, "author": map[string]any{"id": 7}})
	}
	w.Write([]byte("{}"))
}

// TestComment runs the scripts that init writes against a server on loopback:
// one comment of ours, found behind a hundred of others, is renewed on each
// push, and what somebody else wrote is left alone.
func TestComment(t *testing.T) {
	for _, need := range []string{"sh", "curl", "jq"} {
		program(t, need)
	}
	for _, c := range []struct{ ci, auth, post, put string }{
		{"github", "Authorization: Bearer secret", "POST /repos/team/site/issues/5/comments ", "PATCH /repos/team/site/issues/comments/900 "},
		{"gitlab", "Private-Token: secret", "POST /projects/3/merge_requests/5/notes ", "PUT /projects/3/merge_requests/5/notes/900 "},
	} {
		t.Run(c.ci, func(t *testing.T) {
			dir := t.TempDir()
			mustRun(t, "init", dir, "--ci", c.ci, "--lang", "ja")
			f := &forge{t: t, auth: c.auth}
			for range 100 {
				f.comments = append(f.comments, map[string]any{"id": 1, "body": "<!-- kaizen diff -->\n私の",
					"user": map[string]any{"login": "somebody"}, "author": map[string]any{"id": 8}})
			}
			server := httptest.NewServer(f)
			defer server.Close()
			file := filepath.Join(dir, "diff.md")
			comment := func(text, token string) (string, error) {
				write(t, file, []byte(text))
				cmd := exec.Command("sh", filepath.Join(dir, ".kaizen/comment."+c.ci+".sh"), file)
				cmd.Env = append(os.Environ(), "GITHUB_API_URL="+server.URL, "GITHUB_REPOSITORY=team/site", "PULL_REQUEST=5", "GH_TOKEN="+token,
					"CI_API_V4_URL="+server.URL, "CI_PROJECT_ID=3", "CI_MERGE_REQUEST_IID=5", "KAIZEN_TOKEN="+token)
				out, err := cmd.CombinedOutput()
				return string(out), err
			}
			for _, text := range []string{"### 新着 \"1件\" \\n $HOME\n", "### 新着 2件\n", ""} {
				if out, err := comment(text, "secret"); err != nil {
					t.Fatalf("%v\n%s", err, out)
				}
			}
			const marker = "<!-- kaizen diff -->\n"
			want := []string{
				c.post + marker + "### 新着 \"1件\" \\n $HOME\n",
				c.put + marker + "### 新着 2件\n",
				c.put + marker + "サイトを作れませんでした。直すところは check にあります。\n",
			}
			if !slices.Equal(f.calls, want) {
				t.Errorf("got\n%q\nwant\n%q", f.calls, want)
			}
			if out, err := comment("x", "wrong"); err == nil || strings.Contains(out, "wrong") {
				t.Errorf("a refused comment passes, or the token is shown: %v\n%s", err, out)
			}
			if out, err := comment("x", ""); c.ci == "gitlab" && (err != nil || !strings.Contains(out, "成果物")) {
				t.Errorf("without a token: %v\n%s", err, out)
			}
			if len(f.calls) != len(want) {
				t.Errorf("written without a token: %q", f.calls)
			}
		})
	}
}
