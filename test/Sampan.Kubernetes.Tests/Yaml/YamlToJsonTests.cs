using System.Text;
using Sampan.Kubernetes.Yaml;

namespace Sampan.Kubernetes.Tests.Yaml;

public sealed class YamlToJsonTests
{
    [Theory]
    [InlineData("", "null")]
    [InlineData("# only a comment\n", "null")]
    [InlineData("a: 1\nb: [x, y]\n", """{"a":1,"b":["x",true]}""")]
    [InlineData("a: yes\nb: 'yes'\nc: off\nd: ~\ne:\n", """{"a":true,"b":"yes","c":false,"d":null,"e":null}""")]
    [InlineData("a: 0777\nb: 0x1F\nc: 1_000\nd: -0b101\ne: 0899\nf: 0o17\n", """{"a":511,"b":31,"c":1000,"d":-5,"e":899,"f":15}""")]
    [InlineData("a: 1.5\nb: 1e3\nc: .5\nd: 1e999\ne: 1.\n", """{"a":1.5,"b":1000,"c":0.5,"d":"1e999","e":1}""")]
    [InlineData("a: 9223372036854775807\nb: 18446744073709551615\n", """{"a":9223372036854775807,"b":18446744073709551615}""")]
    [InlineData("a: 12:30:45\nb: 2024-02-29\nc: 1.2.3\n", """{"a":"12:30:45","b":"2024-02-29","c":"1.2.3"}""")]
    [InlineData("no: a\n1.5: b\n1e3: c\n0x10: d\n", """{"false":"a","1.5":"b","1000":"c","16":"d"}""")]
    [InlineData("a: 1\na: 2\n", """{"a":2}""")]
    [InlineData("a: &x {k: 1}\nb: *x\n", """{"a":{"k":1},"b":{"k":1}}""")]
    [InlineData("a: &a {p: 1}\nb: &b {p: 2, q: 3}\nc:\n  <<: [*a, *b]\n  r: 4\n", """{"a":{"p":1},"b":{"p":2,"q":3},"c":{"p":1,"q":3,"r":4}}""")]
    [InlineData("a: !!str 1\nb: !!int \"2\"\nc: !!float 3\nd: !!binary aGk=\n", """{"a":"1","b":2,"c":3,"d":"hi"}""")]
    [InlineData("a: |\n  x\n  y\nb: >-\n  l1\n  l2\n", """{"a":"x\ny\n","b":"l1 l2"}""")]
    public void Convert_Document_ReadsAsGoYaml(string yaml, string json) =>
        Assert.Equal(json, Encoding.UTF8.GetString(YamlToJson.Convert(yaml)));

    [Theory]
    [InlineData("a: !!int x\n", "yaml: cannot decode !!str `x` as a !!int")]
    [InlineData("c:\n  <<: 5\n", "yaml: map merge requires map or sequence of maps as the value")]
    [InlineData("[1]: a\n", "yaml: invalid map key: []interface {}{1}")]
    [InlineData("~: a\n", "unsupported map key of type: %!s(<nil>), key: <nil>, value: \"a\"")]
    [InlineData("a: *b\n", "yaml: unknown anchor 'b' referenced")]
    [InlineData("a: .inf\n", "json: unsupported value: +Inf")]
    [InlineData("a: &x [*x]\n", "yaml: anchor 'x' value contains itself")]
    public void Convert_WhatJsonCannotSay_IsRefusedInGoYamlsWords(string yaml, string message) =>
        Assert.Equal(message, Assert.Throws<YamlSyntaxException>(() => YamlToJson.Convert(yaml)).Message);

    [Fact]
    public void Convert_AliasesThatMultiply_IsRefused()
    {
        var bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (var i = 1; i < 10; i++)
        {
            bomb.Append($"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 9))}]\n");
        }

        var exception = Assert.Throws<YamlSyntaxException>(() => YamlToJson.Convert(bomb.ToString()));

        Assert.Equal("yaml: document contains excessive aliasing", exception.Message);
    }

    [Fact]
    public void Convert_DeeperThanAllowed_IsRefused() =>
        Assert.Throws<YamlSyntaxException>(() => YamlToJson.Convert(new string('[', 5000)));
}
