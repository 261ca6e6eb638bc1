using Sampan.Templates.Analysis;
using Sampan.Templates.Functions;

namespace Sampan.Templates.Tests.Analysis;

public sealed class TextReadsTests
{
    [Theory]
    [InlineData("{{ .Values.a.b }}", "Values.a.b!")]
    [InlineData("{{ $.Values.a }}", "Values.a!")]
    [InlineData("{{ if .Values.a }}x{{ end }}", "Values.a")]
    [InlineData("{{ if and .Values.a (not .Values.b) }}x{{ end }}", "Values.a", "Values.b")]
    [InlineData("{{ if eq .Values.a \"x\" }}y{{ end }}", "Values.a")]
    [InlineData("{{ with .Values.a }}{{ .b }}{{ end }}", "Values.a", "Values.a.b!")]
    [InlineData("{{ with .Values.a }}{{ . }}{{ else }}{{ .c }}{{ end }}", "Values.a!", "c!")]
    [InlineData("{{ range .Values.a }}{{ .b }}{{ $.Values.c }}{{ end }}", "Values.a!", "b!", "Values.c!")]
    [InlineData("{{ range $k, $v := .Values.a }}{{ $v.b }}{{ end }}", "Values.a!", "b!")]
    [InlineData("{{ $x := .Values.a }}{{ $x.b }}", "Values.a", "Values.a.b!")]
    [InlineData("{{ $x := .Values.a }}{{ $x = .Values.b }}{{ $x.c }}", "Values.a", "Values.b!", "Values.a.c!")]
    [InlineData("{{ toYaml .Values.a | indent 2 }}", "Values.a!")]
    [InlineData("{{ .Values.a | default .Values.b }}", "Values.a!", "Values.b!")]
    [InlineData("{{ index .Values \"a\" \"b-c\" }}", "Values", "Values.a.b-c!")]
    [InlineData("{{ index .Values.a .Values.b }}", "Values.a!", "Values.b!")]
    [InlineData("{{ (index .Values.list 0).name }}", "Values.list!", "name!")]
    [InlineData("{{ get .Values.a \"b\" }}", "Values.a", "Values.a.b!")]
    [InlineData("{{ hasKey .Values.a \"b\" }}", "Values.a", "Values.a.b")]
    [InlineData("{{ dig \"a\" \"b\" \"\" .Values }}", "Values", "Values.a.b!")]
    [InlineData("{{ (.Values.a).b }}", "Values.a", "Values.a.b!")]
    [InlineData("{{ required \"msg\" .Values.a }}", "Values.a!")]
    [InlineData("{{ with required \"msg\" .Values.a }}{{ .b }}{{ end }}", "Values.a", "Values.a.b!")]
    [InlineData("{{ .Files.Get .Values.a }}", "Files.Get", "Values.a!")]
    [InlineData("{{ include \"x\" (dict \"ctx\" . \"v\" .Values.a) }}", "Values.a!")]
    [InlineData("{{ .ctx.Values.a }}", "ctx.Values.a!")]
    public void Of_Template_FindsFieldsAndWhetherTheyAreUsedWhole(string template, params string[] expected) =>
        Assert.Equal(expected.Order(StringComparer.Ordinal), Reads(template).Own.Fields.Select(field => string.Join('.', field.Path) + (field.IsWhole ? "!" : "")).Order(StringComparer.Ordinal));

    [Fact]
    public void Of_Calls_AreFoundByName()
    {
        var own = Reads("{{ include \"a\" . }}{{ template \"b\" . }}").Own;
        Assert.Equal(["a", "b"], own.Calls.Order());
        Assert.False(own.CallsOthers);
        Assert.True(Reads("{{ include (printf \"%s\" .x) . }}").Own.CallsOthers);
    }

    [Fact]
    public void Of_Definitions_AreApart()
    {
        var reads = Reads("{{ define \"h\" }}{{ .Values.a }}{{ end }}{{ .Values.b }}");
        Assert.Equal([["Values", "a"]], reads.Definitions["h"].Fields.Select(field => field.Path));
        Assert.Equal([["Values", "b"]], reads.Own.Fields.Select(field => field.Path));
    }

    [Fact]
    public void Of_DeeplyNestedBlocks_Ends()
    {
        const int depth = 20_000;
        var template = string.Concat(Enumerable.Repeat("{{if .a}}", depth)) + "{{.b}}" + string.Concat(Enumerable.Repeat("{{end}}", depth));
        Assert.Equal(2, Reads(template).Own.Fields.Count);
    }

    private static TextReads Reads(string template) => TextReads.Of(FunctionTable.Helm, "t", template);
}
