using System.Text;
using CsCheck;
using Sampan.Templates.Execution;

namespace Sampan.Templates.Tests.Execution;

public sealed class TemplateOutputTests
{
    [Fact]
    public void It_holds_what_was_appended()
    {
        Gen.String.Array.Sample(parts =>
        {
            using var output = new TemplateOutput();
            var expected = new StringBuilder();
            foreach (var part in parts)
            {
                output.Append(part);
                expected.Append(part);
            }

            Assert.Equal(expected.ToString(), output.ToString());
            Assert.Equal(expected.Length, output.Length);
        });
    }

    [Fact]
    public void A_cleared_one_begins_anew()
    {
        using var output = new TemplateOutput();
        output.Append("before");
        output.Clear();
        output.Append("now");
        Assert.Equal("now", output.ToString());
    }

    [Theory]
    [InlineData(0, "")]
    [InlineData(2, "ef")]
    [InlineData(100, "abcdef")]
    public void The_tail_is_what_was_written_last(int count, string tail)
    {
        using var output = new TemplateOutput();
        output.Append("abcdef");
        Assert.Equal(tail, output.Tail(count).ToString());
    }
}
