using System.Text;
using Sampan.Server.Requests;

namespace Sampan.Server.Tests.Requests;

public sealed class LenientJsonTests
{
    [Theory]
    [InlineData("""{"a":{"k":1},"b":{"k":1}}""", false, """{"a":{"k":1},"b":{"k":1}}""")]
    [InlineData("""{"a":1,"b":2,"a":3}""", true, """{"a":3,"b":2}""")]
    [InlineData("""[{"x":{"k":1,"\u006b":2}}]""", true, """[{"x":{"k":2}}]""")]
    public void Parse_MemberNamedTwice_LastCountsAndItIsSaid(string text, bool expected, string value)
    {
        var parsed = LenientJson.Parse(Encoding.UTF8.GetBytes(text), out var hasDuplicates);

        Assert.Equal(value, parsed!.ToJsonString());
        Assert.Equal(expected, hasDuplicates);
    }
}
