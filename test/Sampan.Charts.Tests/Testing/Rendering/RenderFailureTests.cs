using Sampan.Charts.Testing.Rendering;

namespace Sampan.Charts.Tests.Testing.Rendering;

public sealed class RenderFailureTests
{
    [Theory]
    [InlineData("execution error at (c/templates/t.yaml:3:4): image is needed", "c/templates/t.yaml", "image is needed")]
    [InlineData("template: c/templates/t.yaml:3:4: executing \"c/templates/t.yaml\" at <.a.b>: nil pointer", "c/templates/t.yaml", "nil pointer")]
    [InlineData("execution error at (c/templates/t.yaml:3:4): two\nlines", "c/templates/t.yaml", "lines")]
    public void Parse_TemplateError_NamesFileAndMessage(string error, string file, string message) => Assert.Equal(new RenderFailure(file, message), RenderFailure.Parse(error));

    [Theory]
    [InlineData("values don't meet the specifications of the schema(s)")]
    [InlineData("parse error at (c/templates/t.yaml:3): unexpected EOF")]
    public void Parse_OtherError_GivesNone(string error) => Assert.Null(RenderFailure.Parse(error));
}
