namespace Sampan.Templates.Tests.Functions;

/// <summary>Case as Go's package unicode and xstrings see it.</summary>
public sealed class LetterCaseTests
{
    [Theory]
    [InlineData("{{ camelcase \"HTTPServer\" }} {{ camelcase \"a__b-c\" }} {{ camelcase \"-\" }}", "Httpserver A_BC --")]
    [InlineData("{{ snakecase \"a.-b\" }} {{ kebabcase \"x-Y.Z\" }} {{ snakecase \"aあb\" }}", "a.-b x-y.z aあb")]
    [InlineData("{{ lower \"İK\" }}{{ upper \"ıſ\" }}", "ikIS")]
    public void Render_Template_GivesWhatGoDoes(string template, string output) => Assert.EndsWith(output, RenderedTemplate.Of(template), StringComparison.Ordinal);
}
