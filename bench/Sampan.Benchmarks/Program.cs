Console.Error.WriteLine("usage: Sampan.Benchmarks <benchmark>");
return 2;
