return args is ["--version"] ? Print("0.1.0") : 2;

static int Print(string line)
{
    Console.WriteLine(line);
    return 0;
}
