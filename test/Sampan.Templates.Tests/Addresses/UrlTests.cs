namespace Sampan.Templates.Tests.Addresses;

/// <summary>URLs that Go refuses, and what it blames.</summary>
public sealed class UrlTests
{
    [Theory]
    [InlineData("{{ urlParse \"http://a%20b/\" }}", "parse \"http://a%20b/\": invalid URL escape \"%20\"")]
    [InlineData("{{ urlParse \":x#f\" }}", "parse \":x\": missing protocol scheme")]
    [InlineData("{{ urlParse \"http://a[::1]/\" }}", "invalid IP-literal")]
    [InlineData("{{ urlParse \"http://[::x]/\" }}", "invalid host: ParseAddr(\"::x\"): each colon-separated field must have at least one digit (at \"x\")")]
    [InlineData("{{ urlParse \"http://[fe80:1%25en0]/\" }}", "ParseAddr(\"fe80:1%en0\"): address string too short")]
    [InlineData("{{ urlParse \"http://[1.2.3.4]/\" }}", "invalid IP-literal")]
    [InlineData("{{ (urlParse \"http://[fe80::1%25en0]:80/\").host }}", "[fe80::1%en0]:80")]
    [InlineData("{{ (urlParse \"mongodb://a:1,b:2/x\").host }}", "a:1,b:2")]
    public void Render_Template_GivesWhatGoDoes(string template, string output) => Assert.EndsWith(output, RenderedTemplate.Of(template), StringComparison.Ordinal);
}
