using CsCheck;
using Sampan.Templates.Functions;

namespace Sampan.Templates.Tests;

public sealed class TemplateSetTests
{
    private static readonly string[] Fragments =
    [
        "{{", "}}", "{{-", "-}}", "/*", "*/", "if ", "range ", "end", "else", "define ", "\"", "`", "'", "$x", ":=", "=", "|", "(", ")",
        ".a", ".", "1", "0x", "1e", "nil", "true", "print ", "template ", "block ", "break", "with ", ",", " ", "\n", "é", "\\",
    ];

    private static readonly Dictionary<string, object?> Data = new()
    {
        ["name"] = "web",
        ["list"] = new List<object?> { "a", "b" },
        ["map"] = new Dictionary<string, object?> { ["y"] = 2.0, ["x"] = 1000000.0 },
        ["none"] = null,
    };

    [Theory]
    [InlineData("a {{- \" b \" -}} c", "a b c")]
    [InlineData("{{/* nothing */}}{{ .name }}", "web")]
    [InlineData("{{ range $i, $v := .list }}{{ $i }}={{ $v }};{{ else }}none{{ end }}", "0=a;1=b;")]
    [InlineData("{{ range $k, $v := .map }}{{ $k }}={{ $v }};{{ end }}", "x=1e+06;y=2;")]
    [InlineData("{{ range 3 }}{{ if eq . 1 }}{{ continue }}{{ end }}{{ . }}{{ end }}", "02")]
    [InlineData("{{ with .missing }}a{{ else with .name }}{{ . }}{{ end }}", "web")]
    [InlineData("{{ define \"d\" }}<{{ . }}>{{ end }}{{ template \"d\" .name }}{{ block \"e\" 1 }}[{{ . }}]{{ end }}", "<web>[1]")]
    [InlineData("{{ $x := 1 }}{{ if true }}{{ $x = 2 }}{{ end }}{{ $x }}", "2")]
    [InlineData("{{ printf \"%05.1f|%-4s|%q|%x\" 3.14159 \"ab\" \"q\" 255 }}", "003.1|ab  |\"q\"|ff")]
    [InlineData("{{ and 1 0 (fail \"never\") }}{{ or 0 \"x\" (fail \"never\") }}", "0x")]
    [InlineData("{{ index .map \"y\" }}{{ len .name }}{{ (index .list 1) }}", "23b")]
    [InlineData("{{ .missing }}", "<no value>")]
    public void Execute_Template_WritesWhatGoWrites(string template, string output) => Assert.Equal(output, Render(template));

    [Theory]
    [InlineData("{{ .a.b }}", "template: t:1:5: executing \"t\" at <.a.b>: nil pointer evaluating interface {}.b")]
    [InlineData("\n {{ .name.x }}", "template: t:2:9: executing \"t\" at <.name.x>: can't evaluate field x in type interface {}")]
    [InlineData("{{ include \"no\" . }}", "template: t:1:3: executing \"t\" at <include \"no\" .>: error calling include: template: no template \"no\" associated with template \"gotpl\"")]
    [InlineData("{{ eq 1 1.0 }}", "template: t:1:3: executing \"t\" at <eq 1 1.0>: error calling eq: incompatible types for comparison: int and float64")]
    [InlineData("{{ len }}", "template: t:1:3: executing \"t\" at <len>: wrong number of args for len: want 1 got 0")]
    public void Execute_FailingTemplate_SaysWhatGoSays(string template, string message) =>
        Assert.Equal(message, Assert.Throws<TemplateException>(() => Render(template)).Message);

    [Theory]
    [InlineData("{{ if 1 }}", "template: t:1: unexpected EOF")]
    [InlineData("a\n{{ nosuch }}", "template: t:2: function \"nosuch\" not defined")]
    [InlineData("{{ $x }}", "template: t:1: undefined variable \"$x\"")]
    [InlineData("{{ 1_ }}", "template: t:1: illegal number syntax: \"1_\"")]
    [InlineData("{{ \"a\" | 1 }}", "template: t:1: non executable command in pipeline stage 2")]
    public void Parse_Malformed_SaysWhatGoSays(string template, string message) =>
        Assert.Equal(message, Assert.Throws<TemplateException>(() => Render(template)).Message);

    [Fact]
    public void HelmMessage_FailDeepInside_ShowsTheOutermostPlaceAndTheMessageAlone()
    {
        var exception = Assert.Throws<TemplateException>(() => Render("{{ define \"d\" }}{{ fail \"no way\" }}{{ end }}\n{{ include \"d\" . }}"));

        Assert.Equal("execution error at (t:2:3): no way", exception.HelmMessage);
    }

    [Fact]
    public void Execute_EndlessInclusion_IsEnded() =>
        Assert.Contains(
            "rendering template has a nested reference name: r",
            Assert.Throws<TemplateException>(() => Render("{{ define \"r\" }}{{ include \"r\" . }}{{ end }}{{ include \"r\" . }}")).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Execute_EndlessTemplateCall_IsEnded() =>
        Assert.Contains(
            "exceeded maximum template depth (100000)",
            Assert.Throws<TemplateException>(() => Render("{{ define \"r\" }}{{ template \"r\" . }}{{ end }}{{ template \"r\" . }}")).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Execute_MoreOutputThanAllowed_IsEnded()
    {
        var templates = new TemplateSet(FunctionTable.Helm);
        templates.Parse("t", "{{ range 100000 }}0123456789{{ end }}");

        Assert.Throws<TemplateException>(() => templates.Execute("t", null, new ExecutionOptions { MaximumOutput = 1000 }));
    }

    [Fact]
    public void Execute_Cancelled_Stops()
    {
        var templates = new TemplateSet(FunctionTable.Helm);
        templates.Parse("t", "{{ range 100000 }}x{{ end }}");

        Assert.Throws<OperationCanceledException>(() => templates.Execute("t", null, new ExecutionOptions { CancellationToken = new CancellationToken(canceled: true) }));
    }

    [Fact]
    public void Execute_MissingKeyError_NamesTheKey()
    {
        var templates = new TemplateSet(FunctionTable.Helm);
        templates.Parse("t", "{{ .nope }}");

        var exception = Assert.Throws<TemplateException>(() => templates.Execute("t", Data, new ExecutionOptions { MissingKey = MissingKey.Error }));

        Assert.EndsWith("map has no entry for key \"nope\"", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_Garbage_EndsWithATemplateOrAnError() =>
        Gen.Int[0, Fragments.Length - 1].Select(i => Fragments[i])
            .Array[0, 25].Select(parts => string.Concat(parts)).Sample(text =>
            {
                try
                {
                    _ = Render(text);
                }
                catch (TemplateException exception)
                {
                    Assert.StartsWith("template: ", exception.Message, StringComparison.Ordinal);
                }
            });

    private static string Render(string template)
    {
        var templates = new TemplateSet(FunctionTable.Helm);
        templates.Parse("t", template);
        return templates.Execute("t", Data, ExecutionOptions.Default);
    }
}
