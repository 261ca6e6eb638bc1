using System.CommandLine;
using Sampan.Embedded;
using Sampan.Server.Storage;

namespace Sampan.Commands;

/// <summary><c>sampan restore</c>: puts a backup in the place of an embedded fleet's state. The fleet must not run.</summary>
internal static class RestoreCommand
{
    public static Command Create()
    {
        var folder = new DataFolderOption();
        var overwriting = new OverwriteOption();
        var file = new Argument<string>("file") { Description = "The backup" };
        var command = new Command("restore", "Replace the state of the embedded fleet by a backup; the fleet must not run") { file };
        folder.AddTo(command);
        overwriting.AddTo(command);
        return command.Runs((parsed, _) => Task.FromResult(Run(folder.Of(parsed), Path.GetFullPath(parsed.GetValue(file)!), path => overwriting.MayReplace(parsed, path))));
    }

    private static int Run(DataFolder data, string backup, Func<string, bool> mayReplace)
    {
        data.Create();
        using var @lock = FleetLock.Take(data);
        SqliteBackup.Check(backup);
        var summary = SqliteBackup.Restore(backup, data.Database, mayReplace(data.Database));
        if (summary.Note.Length > 0)
        {
            File.WriteAllText(data.State, summary.Note);
        }

        Console.WriteLine($"restored {summary.Objects} objects of revision {summary.Revision} to {data.Path}; start the fleet with 'sampan up'");
        return 0;
    }
}
