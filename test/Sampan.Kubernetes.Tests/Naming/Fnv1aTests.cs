using Sampan.Kubernetes.Naming;

namespace Sampan.Kubernetes.Tests.Naming;

public sealed class Fnv1aTests
{
    // From the algorithm's published test vectors.
    [Theory]
    [InlineData("", 0x811c9dc5)]
    [InlineData("a", 0xe40c292c)]
    [InlineData("foobar", 0xbf9cf968)]
    public void Hash_TestVector_Matches(string text, uint expected) => Assert.Equal(expected, Fnv1a.Hash(text));

    [Fact]
    public void Encode_Number_UsesTheSafeAlphabet() => Assert.Equal("556c785b5d", SafeEncoding.Encode(Fnv1a.Hash("t-nginx-deployment")));
}
