using Sampan.Charts.Registries;

namespace Sampan.Charts.Tests.Registries;

public sealed class RegistryReferenceTests
{
    [Theory]
    [InlineData("oci://host/web", "host", "web", "")]
    [InlineData("host:5000/a/b/web:1.0.0", "host:5000", "a/b/web", "1.0.0")]
    [InlineData("oci://host/web:1.0.0+b.1", "host", "web", "1.0.0_b.1")]
    [InlineData("oci://[::1]:5000/web:1", "[::1]:5000", "web", "1")]
    public void Parse_Reference_HasItsParts(string text, string registry, string repository, string tag) =>
        Assert.Equal(new RegistryReference(registry, repository, tag, ""), RegistryReference.Parse(text));

    [Theory]
    [InlineData("oci://host", "missing registry or repository")]
    [InlineData("oci:///web", "missing registry or repository")]
    [InlineData("oci://ho st/web", "invalid registry \"ho st\"")]
    [InlineData("oci://host/Web", "invalid repository \"Web\"")]
    [InlineData("oci://host/../web", "invalid repository \"../web\"")]
    [InlineData("oci://host/web:a b", "invalid tag \"a b\"")]
    [InlineData("oci://host/web@sha256:12", "invalid digest \"sha256:12\"")]
    public void Parse_WhatIsNone_SaysWhatIsWrong(string text, string reason) =>
        Assert.Equal($"invalid reference: {reason}", Assert.Throws<ChartException>(() => RegistryReference.Parse(text)).Message);
}
