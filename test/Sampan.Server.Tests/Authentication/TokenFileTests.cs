using Sampan.Server.Authentication;

namespace Sampan.Server.Tests.Authentication;

public sealed class TokenFileTests
{
    [Fact]
    public void Parse_Lines_AreUsersWithTheirGroups()
    {
        var tokens = TokenFile.Parse("# token,user,uid,groups\nt1,jane,u1,\"dev,ops\"\n\nt2,joe,u2\r\n");

        Assert.Equal(["dev", "ops", "system:authenticated"], tokens["t1"].Groups);
        Assert.Equal(("joe", "u2", 1), (tokens["t2"].Name, tokens["t2"].Uid, tokens["t2"].Groups.Count));
        Assert.Equal(2, tokens.Count);
    }

    [Theory]
    [InlineData("a,b", "line 1: expected token,user,uid[,\"group1,group2\"], found 2 of them")]
    [InlineData("\n,b,c", "line 2: the token is empty")]
    [InlineData("a,,c", "line 1: the user name is empty")]
    [InlineData("a,b,c\na,d,e", "line 2: the token of user \"d\" is there twice")]
    public void Parse_Malformed_SaysWhichLine(string text, string message) =>
        Assert.Equal(message, Assert.Throws<InvalidDataException>(() => TokenFile.Parse(text)).Message);
}
