using System.Text.Json;
using CsCheck;
using Sampan.Kubernetes.Selectors;

namespace Sampan.Kubernetes.Tests.Selectors;

public sealed class LabelSelectorTests
{
    private static readonly Dictionary<string, string> Labels = new() { ["app"] = "web", ["tier"] = "5", ["empty"] = "" };

    [Theory]
    [InlineData("", true)]
    [InlineData("app=web", true)]
    [InlineData("app==web,tier=5", true)]
    [InlineData("app!=web", false)]
    [InlineData("missing!=x", true)]
    [InlineData("app in (db, web)", true)]
    [InlineData("app notin (db,web)", false)]
    [InlineData("missing notin (a)", true)]
    [InlineData("app", true)]
    [InlineData("!app", false)]
    [InlineData("! missing", true)]
    [InlineData("tier>4,tier<6", true)]
    [InlineData("app>4", false)]
    [InlineData("empty=", true)]
    [InlineData("empty=,app", true)]
    [InlineData("empty in ()", true)]
    [InlineData("empty in (a,)", true)]
    [InlineData("app in (in,notin)", false)]
    public void Matches_TextForm_FollowsTheOperators(string text, bool expected) =>
        Assert.Equal(expected, LabelSelector.Parse(text).Matches(Labels));

    [Theory]
    [InlineData("a,", "found '', expected: identifier after ','")]
    [InlineData("a b", "unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt")]
    [InlineData("=a", "found '=', expected: !, identifier, or 'end of string'")]
    [InlineData("a in b", "unable to parse requirement: found 'b' expected: '('")]
    [InlineData("a in (b", "unable to parse requirement: found '', expected: ',' or ')'")]
    [InlineData("a>b", "unable to parse requirement: values[0]: Invalid value: \"b\": for 'Gt', 'Lt' operators, the value must be an integer")]
    [InlineData("-a", "unable to parse requirement: <nil>: Invalid value: \"-a\": name part must consist of")]
    public void Parse_Invalid_ThrowsKubernetesMessage(string text, string message) =>
        Assert.StartsWith(message, Assert.Throws<FormatException>(() => LabelSelector.Parse(text)).Message);

    [Fact]
    public void ToString_Requirements_AreOrderedByKey() =>
        Assert.Equal("a in (x,y),b=1,!c", LabelSelector.Parse("b=1,a in (y,x),!c").ToString());

    [Theory]
    [InlineData("null", false)]
    [InlineData("{}", true)]
    [InlineData("""{"matchLabels":{"app":"web"},"matchExpressions":[{"key":"tier","operator":"Exists"}]}""", true)]
    [InlineData("""{"matchExpressions":[{"key":"app","operator":"NotIn","values":["web"]}]}""", false)]
    public void Matches_Json_FollowsTheOperators(string json, bool expected) =>
        Assert.Equal(expected, LabelSelector.Of(JsonElement.Parse(json)).Matches(Labels));

    [Fact]
    public void Of_UnknownOperator_ThrowsKubernetesMessage()
    {
        var selector = JsonElement.Parse("""{"matchExpressions":[{"key":"app","operator":"Gt","values":["1"]}]}""");

        Assert.Equal("\"Gt\" is not a valid label selector operator", Assert.Throws<FormatException>(() => LabelSelector.Of(selector)).Message);
    }

    [Fact]
    public void Parse_AnyText_ReadsItsOwnTextOrThrowsFormatException() =>
        Gen.String[Gen.Char["abin!=<>(), 1"], 0, 14].Sample(text =>
        {
            try
            {
                var canonical = LabelSelector.Parse(text).ToString();
                Assert.Equal(canonical, LabelSelector.Parse(canonical).ToString());
            }
            catch (FormatException exception)
            {
                Assert.NotEmpty(exception.Message);
            }
        });
}
