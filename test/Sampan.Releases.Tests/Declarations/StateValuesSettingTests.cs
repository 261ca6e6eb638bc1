using CsCheck;
using Sampan.Releases.Declarations;

namespace Sampan.Releases.Tests.Declarations;

using Map = Dictionary<string, object?>;

public sealed class StateValuesSettingTests
{
    [Fact]
    public void Parse_PathsAndTypes_AreReadAsHelmfileDoes()
    {
        var values = StateValuesSetting.Parse(["a.b=1,a.c=x", "list[1]=true", "zero=0,octal=007,none=null", @"esc\.aped=a\,b"]);

        Assert.Equivalent(
            new Map
            {
                ["a"] = new Map { ["b"] = 1L, ["c"] = "x" },
                ["list"] = new List<object?> { null, true },
                ["zero"] = 0L,
                ["octal"] = "007",
                ["none"] = null,
                ["esc.aped"] = "a,b",
            },
            values,
            strict: true);
    }

    [Theory]
    [InlineData("novalue")]
    [InlineData("=x")]
    [InlineData("a[x]=1")]
    [InlineData("a[99999999]=1")]
    [InlineData("a[1=1")]
    public void Parse_Malformed_IsOneClearError(string setting) =>
        Assert.Contains(setting, Assert.Throws<DeclarationException>(() => StateValuesSetting.Parse([setting])).Message, StringComparison.Ordinal);

    [Fact]
    public void Parse_Garbage_NeverCrashes() =>
        Gen.String.Sample(text =>
        {
            try
            {
                StateValuesSetting.Parse([text]);
            }
            catch (DeclarationException)
            {
            }
        });
}
