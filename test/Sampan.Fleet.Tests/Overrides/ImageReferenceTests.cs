using CsCheck;
using Sampan.Fleet.Overrides;

namespace Sampan.Fleet.Tests.Overrides;

public sealed class ImageReferenceTests
{
    [Theory]
    [InlineData("nginx", "", "nginx", "", "")]
    [InlineData("nginx:1.27", "", "nginx", "1.27", "")]
    [InlineData("localhost/app:dev", "localhost", "app", "dev", "")]
    [InlineData("registry.example.com:5000/team/app", "registry.example.com:5000", "team/app", "", "")]
    [InlineData("team/app:v1", "", "team/app", "v1", "")]
    public void TryParse_Name_SplitsIt(string image, string registry, string repository, string tag, string digest)
    {
        Assert.True(ImageReference.TryParse(image, out var reference));
        Assert.Equal(new ImageReference(registry, repository, tag, digest), reference);
        Assert.Equal(image, reference.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("Nginx")]
    [InlineData("nginx:")]
    [InlineData("nginx@sha256:abc")]
    [InlineData("a//b")]
    public void TryParse_NoName_Refuses(string image) => Assert.False(ImageReference.TryParse(image, out _));

    [Fact]
    public void TryParse_TagAndDigest_KeepsTheTag()
    {
        Assert.True(ImageReference.TryParse("quay.io/o/t:v3@sha256:" + new string('a', 64), out var reference));
        Assert.Equal("quay.io/o/t:v3", reference.ToString());
    }

    [Fact]
    public void TryParse_AnyText_WritesWhatItRead() =>
        Gen.String[Gen.Char["abz019./:@-_"], 0, 40].Sample(text =>
        {
            if (ImageReference.TryParse(text, out var reference))
            {
                Assert.Equal(text, reference.ToString());
            }
        });
}
