using Microsoft.Extensions.Time.Testing;
using Sampan.Templates.Functions;
using Sampan.Templates.SemanticVersions;

namespace Sampan.Templates.Tests;

public sealed class FunctionTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

    [Theory]
    [InlineData("{{ trunc 3 \"héllo\" | quote }}", "\"hé\"")]
    [InlineData("{{ snakecase \"HTTPServer2xx\" }} {{ camelcase \"a_b-c\" }}", "http_server_2xx ABC")]
    [InlineData("{{ list 3 1 2 | sortAlpha | join \",\" }}", "1,2,3")]
    [InlineData("{{ merge (dict \"a\" (dict \"x\" 1)) (dict \"a\" (dict \"y\" 2) \"b\" 3) | toJson }}", "{\"a\":{\"x\":1,\"y\":2},\"b\":3}")]
    [InlineData("{{ now | date \"2006-01-02T15:04:05Z07:00\" }}", "2026-03-04T05:06:07Z")]
    [InlineData("{{ toDate \"2006-01-02\" \"2024-02-29\" | dateModify \"24h\" | htmlDate }}", "2024-03-01")]
    [InlineData("{{ regexReplaceAll \"(a)(b)\" \"xabx\" \"${2}${1}\" }}", "xbax")]
    [InlineData("{{ addf 0.1 0.2 }} {{ divf 1 3 }} {{ round 2.5 0 }}", "0.3 0.3333333333333333 3")]
    [InlineData("{{ dict \"a\" (list 1 \"x\") | toToml }}", "a = [1, \"x\"]\n")]
    [InlineData("{{ fromToml \"[a]\\nb = 1\" | toJson }}", "{\"a\":{\"b\":1}}")]
    [InlineData("{{ toYaml (dict \"b\" (list 1) \"a\" \"true\") }}", "a: \"true\"\nb:\n- 1")]
    [InlineData("{{ decryptAES \"k\" (encryptAES \"k\" \"text\") }}", "text")]
    [InlineData("{{ $ca := genCA \"ca\" 1 }}{{ (genSignedCert \"x\" (list \"10.0.0.1\") (list \"x.y\") 1 $ca).Cert | trunc 27 }}", "-----BEGIN CERTIFICATE-----")]
    public void Execute_Function_GivesWhatSprigGives(string template, string output) => Assert.Equal(output, Render(template, seed: null));

    [Fact]
    public void Execute_SameSeed_GivesTheSameRandomness()
    {
        const string Template = "{{ randAlphaNum 20 }} {{ uuidv4 }} {{ genPrivateKey \"ecdsa\" }}";

        Assert.Equal(Render(Template, "seed"), Render(Template, "seed"));
        Assert.NotEqual(Render(Template, "seed"), Render(Template, "other"));
    }

    [Theory]
    [InlineData("^1.2.3", "1.9.0", true)]
    [InlineData("^0.2.3", "0.3.0", false)]
    [InlineData(">=1.19-0", "v1.21.3-gke.100", true)]
    [InlineData(">=1.19", "1.20.0-rc.1", false)]
    [InlineData("1.2 - 1.4", "1.4.9", true)]
    [InlineData("<1 || >=2", "1.5.0", false)]
    public void IsSatisfiedBy_Constraint_FollowsMasterminds(string constraint, string version, bool satisfied) =>
        Assert.Equal(satisfied, VersionConstraint.Parse(constraint).IsSatisfiedBy(SemanticVersion.Parse(version)));

    private static string Render(string template, string? seed)
    {
        var templates = new TemplateSet(FunctionTable.Helm);
        templates.Parse("t", template);
        return templates.Execute("t", null, new ExecutionOptions { Seed = seed, Clock = new FakeTimeProvider(Now) });
    }
}
