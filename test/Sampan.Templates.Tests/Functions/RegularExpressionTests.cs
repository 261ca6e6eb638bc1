namespace Sampan.Templates.Tests.Functions;

/// <summary>RE2's syntax and its mistakes.</summary>
public sealed class RegularExpressionTests
{
    [Theory]
    [InlineData("{{ mustRegexMatch \"(?P<n>a)(?P<n>b)\" \"ab\" }}", "true")]
    [InlineData("{{ regexReplaceAll \"(?P<n>a)(b)\" \"ab\" \"$2${n}$1\" }}", "baa")]
    [InlineData("{{ regexFindAll \"\\\\bé|é\\\\b|\\\\Bé\" \"aé é éa\" -1 | toJson }}", "[\"é\",\"é\",\"é\"]")]
    [InlineData("{{ mustRegexMatch \"a*(?i)*\" \"ab\" }}", "true")]
    [InlineData("{{ mustRegexMatch \"[a\\\\d-9][[:alpha:]-z]\" \"1-\" }}", "true")]
    [InlineData("{{ mustRegexMatch \"\\\\p{letter}\\\\p{Greek}\\\\p{Decimal_Number}\\\\pz?\" \"aα1\" }}", "true")]
    [InlineData("{{ mustRegexMatch \"a*{1001}\" \"\" }}", "invalid repeat count: `{1001}`")]
    [InlineData("{{ mustRegexMatch \"(a{10,1000}){10}\" \"\" }}", "invalid repeat count: `{10}`")]
    [InlineData("{{ mustRegexMatch \"(?i\" \"\" }}", "invalid or unsupported Perl syntax: `(?i`")]
    [InlineData("{{ mustRegexMatch \"\\\\x{zz}\" \"\" }}", "invalid escape sequence: `\\x{z`")]
    [InlineData("{{ mustRegexMatch \"a**\" \"\" }}", "invalid nested repetition operator: `**`")]
    [InlineData("{{ mustRegexMatch \"(.{1,500}){2}\" \"ab\" }}", "true")]
    public void Render_Template_GivesWhatGoDoes(string template, string output) => Assert.EndsWith(output, RenderedTemplate.Of(template), StringComparison.Ordinal);
}
