using CsCheck;
using Sampan.Charts.Repositories;

namespace Sampan.Charts.Tests.Repositories;

public sealed class RepositoryAddressTests
{
    [Theory]
    [InlineData("https://host/charts", "web-1.tgz", "https://host/charts/web-1.tgz")]
    [InlineData("https://host/charts/", "web-1.tgz", "https://host/charts/web-1.tgz")]
    [InlineData("https://host", "a/web-1+b.tgz", "https://host/a/web-1+b.tgz")]
    [InlineData("https://host/charts?token=x", "index.yaml", "https://host/charts/index.yaml?token=x")]
    [InlineData("https://host/charts", "/root.tgz", "https://host/root.tgz")]
    [InlineData("https://host/charts", "../up.tgz", "https://host/up.tgz")]
    [InlineData("https://host/charts", "http://other/web.tgz", "http://other/web.tgz")]
    public void Resolve_Reference_IsBelowTheRepository(string repository, string reference, string expected) =>
        Assert.Equal(expected, RepositoryAddress.Resolve(repository, reference));

    [Theory]
    [InlineData("https://host", "https://host/", true)]
    [InlineData("https://host/a", "https://host/a/", true)]
    [InlineData("https://host/a//b", "https://host/a/b", true)]
    [InlineData("https://host/a", "http://host/a", false)]
    [InlineData("https://host/a", "https://host:8443/a", false)]
    [InlineData("@a", "@a", true)]
    public void AreEqual_Addresses_IgnoresSuperfluousSlashes(string one, string other, bool expected) =>
        Assert.Equal(expected, RepositoryAddress.AreEqual(one, other));

    [Fact]
    public void Resolve_NameOfAFile_IsEqualToItsJoinedAddress() =>
        Gen.Select(Gen.Char.AlphaNumeric.Array[1, 8], Gen.Char.AlphaNumeric.Array[1, 8]).Sample((folder, file) =>
            RepositoryAddress.AreEqual(
                RepositoryAddress.Resolve($"https://host/{new string(folder)}", $"{new string(file)}.tgz"),
                RepositoryAddress.Join($"https://host/{new string(folder)}/", $"{new string(file)}.tgz")));

    [Theory]
    [InlineData("file:///charts", "could not find protocol handler for: file")]
    [InlineData("charts", "could not find protocol handler for: ")]
    public void Parse_WhatCannotBeFetched_IsRefused(string address, string message) =>
        Assert.Equal(message, Assert.Throws<ChartException>(() => RepositoryAddress.Parse(address)).Message);
}
