using Sampan.Charts.Values;

namespace Sampan.Charts.Tests.Values;

public sealed class UserValuesTests
{
    [Fact]
    public void Merge_Everything_LaysFlagsInHelmsOrder()
    {
        var values = new UserValues { Files = ["one", "two"], SetJson = ["k=\"json\",j=1"], Set = ["k=set,s=1"], SetString = ["k=string"] }
            .Merge(path => path == "one" ? "k: file\nm:\n  a: 1\n  b: 1\n" : "m:\n  b: null\n");

        Assert.Equal("string", values["k"]);
        var m = Assert.IsType<Dictionary<string, object?>>(values["m"]);
        Assert.Equal((1.0, null), (m["a"], m["b"]));
        Assert.Equal((1.0, 1L), (values["j"], values["s"]));
    }

    [Theory]
    [InlineData("- a\n", "failed to parse f: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal array into Go value of type map[string]interface {}")]
    public void Merge_BadFile_FailsWithHelmsMessage(string text, string message) =>
        Assert.Equal(message, Assert.Throws<ChartException>(() => new UserValues { Files = ["f"] }.Merge(_ => text)).Message);

    [Fact]
    public void Merge_BadSet_NamesTheFlag() =>
        Assert.Equal("failed parsing --set data: key \"a\" has no value", Assert.Throws<ChartException>(() => new UserValues { Set = ["a"] }.Merge(_ => "")).Message);
}
