using CsCheck;
using Sampan.Charts.Rendering;
using Sampan.Charts.Tests.Values;
using Sampan.Charts.Values;

namespace Sampan.Charts.Tests.Rendering;

public sealed class ChartRendererTests
{
    private static readonly ReleaseIdentity Release = new("demo", "apps");

    [Fact]
    public void Render_TopObjects_AreWhatTemplatesSee()
    {
        const string template = "a: {{ .Release.Name }}/{{ .Release.Namespace }}/{{ .Release.Revision }}/{{ .Release.IsInstall }}/{{ .Release.Service }}\nb: {{ .Chart.Name }}-{{ .Chart.Version }}/{{ .Chart.IsRoot }}\nc: {{ .Capabilities.KubeVersion.Version }}/{{ .Capabilities.KubeVersion.Minor }}/{{ .Capabilities.APIVersions.Has \"apps/v1\" }}\nd: {{ .Template.Name }}/{{ .Template.BasePath }}\ne: {{ .Values.x }}\nf: {{ .Files.Get \"f.txt\" }}\n";

        Assert.Equal(
            "a: demo/apps/1/true/Helm\nb: c-1.2.3/true\nc: v1.36.0/36/true\nd: c/templates/t.yaml/c/templates\ne: 7\nf: hello",
            Render("x: 7", ("templates/t.yaml", template), ("f.txt", "hello")).Manifests.Single().Content);
    }

    [Fact]
    public void Render_Subchart_SeesItsOwnValuesAndParentsDefinitionsWin()
    {
        var rendered = Render(
            "s:\n  x: from-parent\n",
            ("templates/_h.tpl", "{{ define \"who\" }}parent{{ end }}"),
            ("templates/t.yaml", "sub: {{ .Subcharts.s.Values.x }}"),
            ("charts/s/Chart.yaml", "apiVersion: v2\nname: s\nversion: 0.1.0\n"),
            ("charts/s/values.yaml", "x: default\nz: default\n"),
            ("charts/s/templates/_h.tpl", "{{ define \"who\" }}child{{ end }}"),
            ("charts/s/templates/t.yaml", "x: {{ .Values.x }}\nz: {{ .Values.z }}\nwho: {{ template \"who\" }}"));

        Assert.Equal(["c/charts/s/templates/t.yaml", "c/templates/t.yaml"], rendered.Manifests.Select(manifest => manifest.Source));
        Assert.Equal("x: from-parent\nz: default\nwho: parent", rendered.Manifests[0].Content);
        Assert.Equal("sub: from-parent", rendered.Manifests[1].Content);
    }

    [Fact]
    public void Render_ConditionAndAlias_DecideWhatTakesPart()
    {
        const string chart = "apiVersion: v2\nname: c\nversion: 1.0.0\ndependencies:\n- {name: s, version: 0.x, alias: one}\n- {name: s, version: 0.x, alias: two, condition: two.enabled}\n";
        var rendered = Render(
            "two:\n  enabled: false\n",
            ("Chart.yaml", chart),
            ("charts/s/Chart.yaml", "apiVersion: v2\nname: s\nversion: 0.1.0\n"),
            ("charts/s/templates/t.yaml", "name: {{ .Chart.Name }}"));

        Assert.Equal("c/charts/one/templates/t.yaml", Assert.Single(rendered.Manifests).Source);
        Assert.Equal("name: one", rendered.Manifests[0].Content);
    }

    [Fact]
    public void Render_ImportedValues_LieUnderTheParents()
    {
        const string chart = "apiVersion: v2\nname: c\nversion: 1.0.0\ndependencies:\n- {name: s, version: 0.x, import-values: [data, {child: inner, parent: outer}]}\n";
        var rendered = Render(
            "",
            ("Chart.yaml", chart),
            ("values.yaml", "own: parent\n"),
            ("templates/t.yaml", "own: {{ .Values.own }}\nnew: {{ .Values.new }}\nouter: {{ .Values.outer.deep }}"),
            ("charts/s/Chart.yaml", "apiVersion: v2\nname: s\nversion: 0.1.0\n"),
            ("charts/s/values.yaml", "exports:\n  data:\n    own: child\n    new: child\ninner:\n  deep: child\n"));

        Assert.Equal("own: parent\nnew: child\nouter: child", rendered.Manifests.Single().Content);
    }

    [Fact]
    public void Render_NotesAndHooksAndPartials_AreNotManifests()
    {
        var rendered = Render(
            "",
            ("templates/NOTES.txt", "Thanks, {{ .Release.Name }}"),
            ("templates/_partial.yaml", "kind: Never"),
            ("templates/h.yaml", "kind: Job\nmetadata: {name: h, annotations: {helm.sh/hook: post-install}}"),
            ("templates/t.yaml", "kind: Pod\n---\n# only a remark\n---\nkind: Secret\n"));

        Assert.Equal("Thanks, demo", rendered.Notes);
        Assert.Equal(["Secret", "Pod", ""], rendered.Manifests.Select(manifest => manifest.Kind));
        Assert.Equal("h", Assert.Single(rendered.Hooks).Name);
        Assert.StartsWith("---\n# Source: c/templates/t.yaml\nkind: Secret\n---\n", rendered.ManifestText(), StringComparison.Ordinal);
    }

    [Fact]
    public void Render_LibrarySubchart_OnlyDefines()
    {
        var rendered = Render(
            "",
            ("templates/t.yaml", "lib: {{ include \"lib.name\" . }}"),
            ("charts/l/Chart.yaml", "apiVersion: v2\nname: l\nversion: 0.1.0\ntype: library\n"),
            ("charts/l/templates/_n.tpl", "{{ define \"lib.name\" }}{{ .Chart.Name }}{{ end }}"),
            ("charts/l/templates/x.yaml", "not: rendered"));

        Assert.Equal("lib: c", rendered.Manifests.Single().Content);
    }

    [Theory]
    [InlineData("{{ .Values.a.b }}", "template: c/templates/t.yaml:1:10: executing \"c/templates/t.yaml\" at <.Values.a.b>: nil pointer evaluating interface {}.b")]
    [InlineData("{{ nope }}", "parse error at (c/templates/t.yaml:1): function \"nope\" not defined")]
    [InlineData("x: 1\n{{ if }}", "parse error at (c/templates/t.yaml:2): missing value for if")]
    [InlineData("{{ required \"give x\" .Values.x }}", "execution error at (c/templates/t.yaml:1:3): give x")]
    [InlineData("{{ fail \"no\" }}", "execution error at (c/templates/t.yaml:1:3): no")]
    public void Render_BadTemplate_SaysWhereAsHelmDoes(string template, string message) =>
        Assert.Equal(message, Assert.Throws<ChartRenderException>(() => Render("", ("templates/t.yaml", template))).Message);

    [Fact]
    public void Render_IncludeOfItself_EndsWithOneError()
    {
        var error = Assert.Throws<ChartRenderException>(() => Render("", ("templates/t.yaml", "{{ define \"loop\" }}{{ include \"loop\" . }}{{ end }}{{ include \"loop\" . }}")));

        Assert.EndsWith("rendering template has a nested reference name: loop: unable to execute template", error.Message, StringComparison.Ordinal);
        Assert.NotNull(error.Hint);
    }

    [Fact]
    public void Render_KubeVersionOutOfRange_IsRefused()
    {
        var error = Assert.Throws<ChartRenderException>(() => Render("", ("Chart.yaml", "apiVersion: v2\nname: c\nversion: 1.0.0\nkubeVersion: '>=1.99'\n")));

        Assert.Equal("chart requires kubeVersion: >=1.99 which is incompatible with Kubernetes v1.36.0", error.Message);
    }

    [Fact]
    public void Render_ValuesAgainstSchema_AreRefusedByChart()
    {
        const string schema = "{\"properties\":{\"a\":{\"type\":\"string\"}}}";
        var error = Assert.Throws<ChartException>(() => Render("s:\n  a: 1\n", ("charts/s/Chart.yaml", "apiVersion: v2\nname: s\nversion: 0.1.0\n"), ("charts/s/values.schema.json", schema)));

        Assert.Equal("values don't meet the specifications of the schema(s) in the following chart(s):\ns:\n- at '/a': got number, want string\n", error.Message);
    }

    [Fact]
    public void Render_Lookup_AsksOnlyWhenThereIsACluster()
    {
        var chart = ChartFiles.Chart(("templates/t.yaml", "found: {{ (lookup \"v1\" \"Secret\" .Release.Namespace \"s\").data }}"));
        var options = new RenderOptions { Lookup = (_, _, _, _) => new() { ["data"] = "yes" } };

        Assert.Equal("found: yes", ChartRenderer.Render(chart, new Dictionary<string, object?>(), Release, options: options).Manifests.Single().Content);
        Assert.Equal("found:", ChartRenderer.Render(chart, new Dictionary<string, object?>(), Release).Manifests.Single().Content);
    }

    [Fact]
    public void Render_AnyTemplateAndValues_RendersOrFailsCleanly() =>
        Gen.Select(Gen.String["{}-.$|()\"a: \nifendrangewith"], ValueTreeGen.Map).Sample((template, values) =>
        {
            var chart = ChartFiles.Chart(("templates/t.yaml", "k: {{ .Values.a }}\n" + template));
            try
            {
                ChartRenderer.Render(chart, values, Release);
            }
            catch (ChartException exception)
            {
                Assert.NotEmpty(exception.Message);
            }
        });

    [Fact]
    public void Render_Twice_IsTheSame() =>
        ValueTreeGen.Map.Sample(values =>
        {
            var chart = ChartFiles.Chart(("values.yaml", "a: {b: 1}\nb: [1]\n"), ("templates/t.yaml", "v:\n{{ range $k, $v := .Values }}- {{ $k }}: {{ printf \"%q\" (print $v) }}\n{{ end }}"));
            return ChartRenderer.Render(chart, values, Release).ManifestText() == ChartRenderer.Render(chart, values, Release).ManifestText();
        });

    private static RenderedChart Render(string values, params (string Name, string Text)[] files) =>
        ChartRenderer.Render(ChartFiles.Chart(files), ValuesReader.Read(values), Release);
}
