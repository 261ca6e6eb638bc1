using Sampan.Templates.Functions;

namespace Sampan.Templates.Tests.Language;

public sealed class ParsedTextsTests
{
    [Fact]
    public void Parse_SameTextUnderOtherName_ErrorsNameTheirOwn()
    {
        const string Text = "{{ define \"helper\" }}{{ .a.b.c }}{{ end }}{{ include \"helper\" (dict \"a\" nil) }}";
        foreach (var name in new[] { "first", "second" })
        {
            var set = new TemplateSet(FunctionTable.Helm);
            set.Parse(name, Text);

            var exception = Assert.Throws<TemplateException>(() => set.Execute(name, null, ExecutionOptions.Default));

            Assert.Equal(name, exception.Template);
            Assert.Matches($"template: {name}:1:\\d+: executing \"helper\" at <.a.b.c>: nil pointer evaluating interface", exception.Message);
        }
    }

    [Fact]
    public void Parse_TextThatDefinesItsOwnName_IsRefused()
    {
        const string Text = "{{ define \"t\" }}a{{ end }}b";
        new TemplateSet(FunctionTable.Helm).Parse("other", Text);

        var exception = Assert.Throws<TemplateException>(() => new TemplateSet(FunctionTable.Helm).Parse("t", Text));

        Assert.Equal("template: t:1: template: multiple definition of template \"t\"", exception.Message);
    }

    [Theory]
    [InlineData("{{ define \"t\" }}a{{ end }} \n", "a")]
    [InlineData("{{ define \"t\" }} {{ end }}b", "b")]
    public void Parse_OneOfTheTwoIsBlank_TheOtherCounts(string text, string expected)
    {
        var set = new TemplateSet(FunctionTable.Helm);
        set.Parse("t", text);

        Assert.Equal(expected, set.Execute("t", null, ExecutionOptions.Default));
    }
}
