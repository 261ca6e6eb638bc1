using System.Text.Json.Nodes;
using CsCheck;
using Sampan.Kubernetes.FieldOwnership;

namespace Sampan.Kubernetes.Tests.FieldOwnership;

public sealed class FieldSetTests
{
    private static readonly Gen<PathElement> Element = Gen.Int[0, 4].Select(index => index switch
    {
        0 => PathElement.Field("a"),
        1 => PathElement.Field("b"),
        2 => PathElement.Key([new("name", "x"), new("id", 1)]),
        3 => PathElement.Value("v"),
        _ => PathElement.Field("."),
    });

    private static readonly Gen<FieldSet> Set = Element.Array[1, 3].Array[0, 5].Select(paths => paths.Aggregate(FieldSet.Empty, (set, path) => set.Add(path)));

    [Fact]
    public void ToJson_Parsed_IsTheSame() => Set.Sample(set => FieldSet.Parse(set.ToJson()).Equals(set));

    [Fact]
    public void UnionExceptIntersect_TwoSets_FollowTheLawsOfSets() => Gen.Select(Set, Set).Sample((left, right) =>
        left.Except(right).Union(left.Intersect(right)).Equals(left)
        && left.Except(right).Intersect(right).IsEmpty
        && left.Union(right).Except(right).Equals(left.Except(right)));

    [Theory]
    [InlineData("k:{\"b\":1,\"a\":\"x\"}", "[a=\"x\",b=1]")]
    [InlineData("f:name", ".name")]
    [InlineData("v:\"x\"", "[=\"x\"]")]
    [InlineData("i:3", "[3]")]
    public void ToString_PathElement_AsMessagesShowIt(string text, string expected) => Assert.Equal(expected, PathElement.Parse(text).ToString());

    [Fact]
    public void Parse_Garbage_IsRefused() => Assert.Throws<FormatException>(() => FieldSet.Parse(new JsonObject { ["x:y"] = new JsonObject() }));
}
